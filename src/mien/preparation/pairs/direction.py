"""Which way an expression goes, so that a peak that was given as the neutral photo is noticed."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from mien.ibug import MOUTH, eye_distance
from mien.metrics.shape import (
    Measure,
    brow_height,
    corner_height,
    lid_opening,
    lip_gap,
    mouth_width,
)
from mien.types import Landmarks68

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


DIRECTIONS: Final[Mapping[str, tuple[tuple[Measure, int], ...]]] = {
    "happy": ((corner_height, 1), (mouth_width, 1)),
    "surprised": ((lip_gap, 1), (brow_height, 1)),
    "afraid": ((lip_gap, 1), (brow_height, 1)),
    "angry": ((brow_height, -1), (lid_opening, -1)),
    "disgusted": ((lid_opening, -1), (brow_height, -1)),
    "sad": ((corner_height, -1),),
}
"""What grows (1) and what shrinks (-1) in an expression."""
