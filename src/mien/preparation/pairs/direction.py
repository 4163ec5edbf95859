"""Which way an expression goes, so that a peak that was given as the neutral photo is noticed."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from mien.ibug import BROWS, EYES, INNER_LIPS, MOUTH, eye_distance
from mien.types import Landmarks68

Measure = Callable[[Landmarks68], float]

AGAINST = -0.02
"""An expression that has gone this way against its direction was given the wrong way round."""

LEAST_MOTION = 0.014
"""Mean motion of brows, eyes and mouth, in distances between the eyes, below which there is no
expression: two photos of one still face differ by about half of it."""


def mouth_motion(neutral: Landmarks68, peak: Landmarks68) -> float:
    """Norm of the motion of the mouth's 20 points, in distances between the eyes."""
    return float(np.linalg.norm(peak[MOUTH] - neutral[MOUTH])) / eye_distance(neutral)


def progress(expression: str, neutral: Landmarks68, peak: Landmarks68) -> float | None:
    """How far two faces have gone in an expression's direction.

    Args:
        expression: its name.
        neutral: (68, 2), in any pixels.
        peak: (68, 2), in the same pixels.

    Returns:
        In distances between the eyes, negative for the wrong way; None if the direction of an
        expression of that name is not known.
    """
    if expression not in DIRECTIONS:
        return None
    changes = [
        sign * (measure(peak) - measure(neutral)) for measure, sign in DIRECTIONS[expression]
    ]
    return sum(changes) / eye_distance(neutral)


def _down(face: Landmarks68) -> Landmarks68:
    axis = face[8] - face[27]
    return np.asarray(axis / np.linalg.norm(axis))


def _corners(face: Landmarks68) -> float:
    """How high the corners of the mouth lie above its middle."""
    return float((face[[51, 57]].mean(0) - face[[48, 54]].mean(0)) @ _down(face))


def _width(face: Landmarks68) -> float:
    return float(np.linalg.norm(face[54] - face[48]))


def _gap(face: Landmarks68) -> float:
    return float(np.mean([np.linalg.norm(face[low] - face[high]) for high, low in INNER_LIPS]))


def _brows(face: Landmarks68) -> float:
    """How high the brows lie above the eyes."""
    return float((face[EYES].mean(0) - face[BROWS].mean(0)) @ _down(face))


def _lids(face: Landmarks68) -> float:
    pairs = ((37, 41), (38, 40), (43, 47), (44, 46))
    return float(np.mean([np.linalg.norm(face[high] - face[low]) for high, low in pairs]))


DIRECTIONS: Final[Mapping[str, tuple[tuple[Measure, int], ...]]] = {
    "happy": ((_corners, 1), (_width, 1)),
    "surprised": ((_gap, 1), (_brows, 1)),
    "afraid": ((_gap, 1), (_brows, 1)),
    "angry": ((_brows, -1), (_lids, -1)),
    "disgusted": ((_lids, -1), (_brows, -1)),
    "sad": ((_corners, -1),),
}
"""What grows (1) and what shrinks (-1) in an expression."""
