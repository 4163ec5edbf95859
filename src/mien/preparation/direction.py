"""Which way an expression goes, so that a peak that was given as neutral is noticed."""

from collections.abc import Mapping
from typing import Final

from mien.ibug import eye_distance
from mien.metrics.shape import (
    Measure,
    brow_height,
    corner_height,
    lid_opening,
    lip_gap,
    lopsidedness,
    mouth_width,
)
from mien.types import Landmarks68

AGAINST = -0.02
"""An expression that has gone this way against its direction was given the wrong way round."""

LOPSIDED = -0.06
"""Where no direction is known, a face that gets by so much more alike on both sides, in distances
between the eyes, was winking before, or smirking."""


def runs_backwards(
    expression: str, neutral: Landmarks68, peak: Landmarks68
) -> tuple[float, float] | None:
    """Whether two faces of a recording stand the wrong way round, as far as mien can tell.

    Args:
        expression: its name.
        neutral: (68, 2), in any pixels.
        peak: (68, 2), in the same pixels, the head where it was.

    Returns:
        How far they have gone in the right direction, and the limit that this is below, in
        distances between the eyes; None if nothing speaks against them.
    """
    gone, limit = progress(expression, neutral, peak), AGAINST
    if gone is None:
        gone = (lopsidedness(peak) - lopsidedness(neutral)) / eye_distance(neutral)
        limit = LOPSIDED
    return (gone, limit) if gone < limit else None


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
