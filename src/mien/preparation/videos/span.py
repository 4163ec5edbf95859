"""From where to where a recording shows its expression."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mien.clips.degrees import degree_from_landmarks
from mien.preparation.beginning import (
    AT_REST,
    NEAR_PEAK,
    UNCLEAR,
    backwards,
    beginning,
    face_at,
    not_neutral,
)
from mien.preparation.checks import Fault, too_weak
from mien.preparation.motion import expression_distance, median_filtered, still
from mien.types import Landmarks68

Shape: TypeAlias = Literal["rise", "rise-and-fall"]
Measure: TypeAlias = Literal["time", "landmarks"]

NEUTRAL_SECONDS: Final = 0.2
"""A recording starts neutral for at least so long."""

SMOOTHING_SECONDS: Final = 0.15
"""Over so long a distance counts by its median, so that a blink or a slip is no peak."""

AT_PEAK: Final = 0.95
"""From this share of the greatest distance on, an expression is at its peak."""

AS_GOOD: Final = 0.03
"""Frames before the rise whose distances differ by less than this share are equally neutral."""

FASTEST_ONSET: Final = 0.1
"""Seconds; no face is quicker, a cut is."""

STEPS: Final = 2
"""Least steps from the last neutral frame to the peak: with one, there is nothing between."""

FALLEN: Final = 0.3
"""Up to this share, a face that has been at its peak is back."""


@dataclass(frozen=True)
class Span:
    """Numbers of the frames at which an expression starts, is at its peak, and ends.

    A rise ends at its peak.
    """

    onset: int
    peak: int
    end: int


def find_span(
    seconds: NDArray[np.float64],
    landmarks: NDArray[np.float32],
    expression: str,
    shape: Shape,
    fastest: float = FASTEST_ONSET,
) -> Span | Fault:
    """Find where a recording goes from neutral to its expression.

    Args:
        seconds: (frames,), times of the frames.
        landmarks: (frames, 68, 2).
        expression: its name; that of some says which way it goes.
        shape: whether the way back belongs to it.
        fastest: least seconds from neutral to the peak; 0 where nobody knows the rate.
    """
    width = _width(seconds)
    neutral = _neutral(seconds, landmarks, expression, width)
    if isinstance(neutral, Fault):
        return neutral
    distance = median_filtered(expression_distance(landmarks, neutral), width)
    most = float(distance.max())
    resting = distance <= distance.min() + AT_REST * (most - distance.min())
    peak = int(np.argmax((distance >= AT_PEAK * most) & (np.cumsum(resting) > 0)))
    onset = _onset(seconds, distance, peak)
    took = float(seconds[peak] - seconds[onset])
    inverted = backwards(expression, face_at(landmarks, onset), face_at(landmarks, peak))
    if fault := _sudden(peak - onset, took, fastest) or inverted:
        return fault
    return Span(onset, peak, peak) if shape == "rise" else _with_fall(distance, onset, peak)


def chosen_frames(seconds: NDArray[np.float64], span: Span, most: int) -> NDArray[np.int64]:
    """At most so many frames of a span, evenly in time, with its start, peak and end."""
    wanted = np.linspace(seconds[span.onset], seconds[span.end], most)
    part = seconds[span.onset : span.end + 1]
    nearest = np.abs(part - wanted[:, None]).argmin(1) + span.onset
    if span.peak not in nearest:
        inner = 1 + np.abs(nearest[1:-1] - span.peak).argmin()
        nearest[inner] = span.peak
    return np.unique(nearest)


def degrees_of(
    seconds: NDArray[np.float64],
    landmarks: NDArray[np.float32],
    peak: int,
    measure: Measure,
) -> NDArray[np.float64]:
    """Degrees of chosen frames, 0 at the first and 1 at the peak.

    Args:
        seconds: (frames,), times of the chosen frames; they need not be even.
        landmarks: (frames, 68, 2) of the chosen frames.
        peak: number of the peak among them.
        measure: whether a degree is a share of the time or of the landmarks' way.
    """
    quiet = still(landmarks, landmarks[0])
    if measure == "landmarks":
        rise = np.maximum.accumulate(degree_from_landmarks(quiet[: peak + 1]))
    else:
        rise = (seconds[: peak + 1] - seconds[0]) / (seconds[peak] - seconds[0])
    if peak == len(seconds) - 1:
        return rise
    way_back = np.concatenate([quiet[:1], quiet[peak:][::-1]])
    fall = degree_from_landmarks(way_back)[1:][::-1]
    if measure == "time":
        share = (seconds[peak:] - seconds[peak]) / (seconds[-1] - seconds[peak])
        fall = 1 + share * (fall[-1] - 1)
    return np.concatenate([rise, fall[1:]])


def _width(seconds: NDArray[np.float64]) -> int:
    """Over how many frames a distance counts by its median."""
    step = float(np.median(np.diff(seconds))) if len(seconds) > 1 else 1.0
    return max(3, 2 * round(SMOOTHING_SECONDS / max(step, 1e-3) / 2) + 1)


def _neutral(
    seconds: NDArray[np.float64], landmarks: NDArray[np.float32], expression: str, width: int
) -> Landmarks68 | Fault:
    """The face at rest, before the peak."""
    frames = max(1, min(int((seconds - seconds[0] < NEUTRAL_SECONDS).sum()), len(seconds) // 3))
    start = np.median(landmarks[:frames], axis=0).astype(np.float32)
    distance = median_filtered(expression_distance(landmarks, start), width)
    if fault := too_weak(float(distance.max())):
        return fault
    began = beginning(landmarks, start, expression, width)
    if fault := not_neutral(began, NEAR_PEAK if began.sure else UNCLEAR):
        return fault
    return began.neutral


def _sudden(steps: int, took: float, fastest: float) -> Fault | None:
    """A peak that comes too soon after the last neutral frame."""
    if steps >= STEPS and took >= fastest:
        return None
    few = steps < STEPS
    after = f"{steps} frame{'s' * (steps != 1)}" if few else f"{took:.2f} seconds"
    detail = (
        f"The peak comes {after} after the last neutral frame: there is no way to it. A recording "
        "must begin neutral and be continuous."
    )
    figure, limit = (steps, STEPS) if few else (took, fastest)
    return Fault(reason="no onset", detail=detail, figure=figure, limit=limit)


def _with_fall(distance: NDArray[np.float64], onset: int, peak: int) -> Span | Fault:
    most = distance.max()
    after = np.flatnonzero(distance >= AT_PEAK * most)[-1]
    back = np.flatnonzero(distance[after:] <= FALLEN * most)
    if len(back):
        return Span(onset, peak, int(after + back[0]))
    share = float(distance[-1] / most)
    detail = f"It ends at {share:.0%} of the peak; a fall goes down to {FALLEN:.0%}."
    return Fault(reason="no fall", detail=detail, figure=share, limit=FALLEN)


def _onset(seconds: NDArray[np.float64], distance: NDArray[np.float64], peak: int) -> int:
    """The last frame just before the rise that is as good as the most neutral one."""
    least = float(distance[: peak + 1].min())
    resting = np.flatnonzero(distance[: peak + 1] <= least + AT_REST * (distance[peak] - least))
    last = int(resting[-1])
    near = np.flatnonzero(seconds[last] - seconds[: last + 1] <= NEUTRAL_SECONDS)
    good = distance[near] <= distance[near].min() + AS_GOOD * distance[peak]
    return int(near[good][-1])
