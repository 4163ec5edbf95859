"""Whether a recording begins neutral, and which of its frames is neutral if the first is not.

A face that goes from neutral to one expression and perhaps back keeps to a line between two
extremes. A start that lies between them, or at the expression's end of it, is not neutral.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.preparation.checks import Fault
from mien.preparation.direction import runs_backwards
from mien.preparation.motion import expression_distance, median_filtered, still
from mien.types import Landmarks68

AT_REST: Final = 0.1
"""Up to this share of the way to the peak, a face is neutral still."""

UNCLEAR: Final = 0.3
"""Beyond this share of the way, a face is not neutral, and no clip may start with it."""

NEAR_PEAK: Final = 0.7
"""A start beyond this share is the peak rather than on the way to it; nothing that follows is then
trusted to be neutral, since the direction may have been misjudged."""

DETOUR: Final = 1.25
"""A start lies between the extremes if the way over it is longer by no more than this factor; a
blink makes a detour."""


@dataclass(frozen=True, eq=False)
class Beginning:
    """Where a recording starts on the way from neutral to the peak.

    Attributes:
        share: of the way; 0 is neutral. Without a direction, from the nearer extreme.
        missing: share of the way that lacks before the peak: its most neutral frame starts there.
        neutral: the most neutral face before the peak, (68, 2).
        sure: whether the expression's direction has told which extreme is neutral.
    """

    share: float
    missing: float
    neutral: Landmarks68
    sure: bool


def beginning(
    track: NDArray[np.float32], start: Landmarks68, expression: str, width: int
) -> Beginning:
    """Find the two extremes of a recording, and where between them it starts.

    Args:
        track: (frames, 68, 2).
        start: (68, 2), how it starts, without slips of single frames.
        expression: its name.
        width: odd number of frames over which a distance counts by its median.
    """
    quiet = still(track, start).astype(np.float32)
    one = _farthest(quiet, start, width)
    other = _farthest(quiet, face_at(quiet, one), width)
    faces = face_at(quiet, one), face_at(quiet, other)
    ways = [_distance(face, start) for face in faces]
    whole = _distance(*faces)
    if sum(ways) > DETOUR * whole or not whole:
        return Beginning(0.0, 0.0, start, sure=False)
    rest = _neutral_one(expression, faces)
    sure = rest is not None
    rest = int(np.argmin(ways)) if rest is None else rest
    until = (other, one)[rest] + 1
    before = quiet[:until]
    least = face_at(before, _farthest(before, faces[1 - rest], width))
    neutral = _resting(before, least, AT_REST * whole)
    missing = _distance(neutral, faces[rest]) / whole
    return Beginning(ways[rest] / whole, missing, neutral, sure=sure)


def not_neutral(began: Beginning, limit: float) -> Fault | None:
    """A recording that is not neutral before its peak.

    Args:
        began: how it begins.
        limit: share of the way from neutral to the peak, up to which it may start on it.
    """
    if began.share > limit:
        return _begun(
            began.share,
            limit,
            "from one extreme of the face to the other. Turn it round if it runs backwards, or cut "
            "it so that it begins neutral.",
        )
    if began.missing > UNCLEAR:
        return _begun(
            began.missing,
            UNCLEAR,
            "to the peak, and is neutral only after it. Cut it so that it begins neutral.",
        )
    return None


def backwards(expression: str, neutral: Landmarks68, peak: Landmarks68) -> Fault | None:
    """A clip whose peak looks less like the expression than its start.

    Args:
        expression: its name.
        neutral: the clip's first face, (68, 2).
        peak: its peak's, (68, 2).
    """
    found = runs_backwards(expression, neutral, still(peak[None], neutral)[0].astype(np.float32))
    if found is None:
        return None
    gone, limit = found
    detail = (
        f"Its start looks more {expression} than its peak, by {-gone:.2f} eye distances: either it "
        "runs backwards, or it shows something else."
    )
    return Fault(reason="backwards", detail=detail, figure=gone, limit=limit)


def _begun(share: float, limit: float, rest: str) -> Fault:
    detail = f"It begins at {share:.0%} of the way {rest}"
    return Fault(reason="not neutral", detail=detail, figure=share, limit=limit)


def _neutral_one(expression: str, faces: tuple[Landmarks68, Landmarks68]) -> int | None:
    """Which of two faces is the neutral one, as far as the expression's direction tells."""
    if runs_backwards(expression, *faces):
        return 1
    return 0 if runs_backwards(expression, *faces[::-1]) else None


def face_at(track: NDArray[np.float32], frame: int) -> Landmarks68:
    """The face of a frame, (68, 2), without slips of the landmarks: the frames beside it count."""
    near = np.clip([frame - 1, frame, frame + 1], 0, len(track) - 1)
    return np.asarray(np.median(track[near], axis=0), np.float32)


def _farthest(track: NDArray[np.float32], face: Landmarks68, width: int) -> int:
    """The frame of a track whose face is farthest from one."""
    return int(median_filtered(expression_distance(track, face), width).argmax())


def _resting(track: NDArray[np.float32], face: Landmarks68, limit: float) -> Landmarks68:
    """The median of all faces that are as near to one: what is noise in one of them is in none."""
    away = expression_distance(track, face)
    near = track[away <= max(limit, float(away.min()))]
    return np.asarray(np.median(near, axis=0), np.float32)


def _distance(face: Landmarks68, other: Landmarks68) -> float:
    return float(expression_distance(face[None], other)[0])
