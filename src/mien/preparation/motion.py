"""How a face moves over a clip: the head apart from the expression.

The head's part is a similarity (shift, zoom, roll) of points that no muscle moves much; what then
is left, in distances between the eyes, is the expression. A plane point (x, y) is x + iy here.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.ibug import eye_distance
from mien.types import Landmarks68

RIGID: Final = (27, 28, 29, 30, 36, 39, 42, 45)
"""Ridge of the nose and corners of the eyes."""

EXPRESSIVE: Final = (*range(6, 11), *range(17, 27), *range(31, 68))
"""What an expression moves: chin, brows, nostrils, eyes, mouth. The cheeks only jitter."""

NOSE_DEPTH: Final = 0.55
"""How far the tip of the nose stands before the outer corners of the eyes, in their distance."""


@dataclass(frozen=True)
class Similarities:
    """Where a head has gone: `target + factor (point - origin)`, as complex numbers.

    Attributes:
        origin: middle of the rigid points in the neutral frame.
        target: (frames,), their middle in each frame.
        factor: (frames,), zoom and, as its angle, clockwise roll.
    """

    origin: complex
    target: NDArray[np.complex128]
    factor: NDArray[np.complex128]


@dataclass(frozen=True)
class HeadMotion:
    """How far the head has gone from the neutral frame, (frames,) each.

    Attributes:
        shift: in distances between the eyes.
        zoom: 1 is none.
        roll: in degrees.
        turn: to the side, in degrees, about.
        nod: up or down, in degrees, about.
    """

    shift: NDArray[np.float64]
    zoom: NDArray[np.float64]
    roll: NDArray[np.float64]
    turn: NDArray[np.float64]
    nod: NDArray[np.float64]


def similarities(track: NDArray[np.float32], neutral: Landmarks68) -> Similarities:
    """The least-squares similarity that takes the neutral head to each frame's.

    Args:
        track: (frames, 68, 2).
        neutral: (68, 2).
    """
    start, now = _plane(neutral)[list(RIGID)], _plane(track)[:, list(RIGID)]
    origin, target = start.mean(), now.mean(1)
    spread = start - origin
    factor = (np.conj(spread) * (now - target[:, None])).sum(1) / (np.abs(spread) ** 2).sum()
    return Similarities(complex(origin), target, factor)


def still(track: NDArray[np.float32], neutral: Landmarks68) -> NDArray[np.float64]:
    """Landmarks as if the head had kept still, (frames, 68, 2), in the neutral frame's pixels."""
    moved = similarities(track, neutral)
    back = (_plane(track) - moved.target[:, None]) / moved.factor[:, None] + moved.origin
    return np.stack([back.real, back.imag], axis=-1)


def expression_distance(track: NDArray[np.float32], neutral: Landmarks68) -> NDArray[np.float64]:
    """How far each frame's expression is from neutral, (frames,).

    The fourth root of the mean fourth power over the points that expressions move, in distances
    between the eyes: a wink moves few of them, but those far.
    """
    away = still(track, neutral)[:, list(EXPRESSIVE)] - neutral[list(EXPRESSIVE)]
    return np.asarray(((away**2).sum(-1) ** 2).mean(-1) ** 0.25 / eye_distance(neutral))


def head_motion(track: NDArray[np.float32], neutral: Landmarks68) -> HeadMotion:
    """Motion of the head itself; turn and nod are read off the tip of the nose."""
    moved = similarities(track, neutral)
    nose, start = _nose(track), _nose(neutral[None])[0]
    turn = np.arctan2(nose.real, NOSE_DEPTH) - np.arctan2(start.real, NOSE_DEPTH)
    nod = np.arcsin(np.clip((nose.imag - start.imag) / NOSE_DEPTH, -1, 1))
    return HeadMotion(
        shift=np.abs(moved.target - moved.origin) / eye_distance(neutral),
        zoom=np.abs(moved.factor),
        roll=np.degrees(np.angle(moved.factor)),
        turn=np.degrees(turn),
        nod=np.degrees(nod),
    )


def median_filtered(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """A running median over an odd number of values; the ends are continued."""
    half = width // 2
    padded = np.pad(values, half, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, width), axis=-1))


def _nose(track: NDArray[np.float32]) -> NDArray[np.complex128]:
    """The nose's tip from between the eyes, along and across their line, in their distance."""
    points = _plane(track)
    right, left = points[:, 36], points[:, 45]
    return np.asarray((points[:, 30] - (right + left) / 2) / (left - right))


def _plane(points: NDArray[np.floating]) -> NDArray[np.complex128]:
    return np.asarray(points[..., 0].astype(np.float64) + 1j * points[..., 1])
