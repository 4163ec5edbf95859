"""The inside of the mouth: teeth belong to the skull, the lips open in front of them.

A warp that follows the lips would squeeze the teeth of a half open mouth. Instead, the opening at
a degree shows that part of the wider opening, at its own size, that lies behind it.
"""

import numpy as np
from numpy.typing import NDArray

from mien.preparation.pairs.regions import Points, opening
from mien.preparation.pixels import blurred
from mien.preparation.points import LIPS, UPPER_LIP
from mien.ramp import smoothstep
from mien.types import Plane

SMOOTH = 0.006
"""Standard deviation by which neighbouring columns are evened out, in sides of the picture."""

DARKEST = 0.5
"""Light on the teeth behind lips that only just part, over that of the wide mouth."""

SHADE = 0.008
"""Standard deviation of the blur of the lips' shadow, in sides of the picture."""

Ends = tuple[NDArray[np.float64], NDArray[np.float64]]
"""First and last place of intervals."""


def gap(points: Points) -> float:
    """Mean height of the opening between the lips in pixels."""
    upper, lower = (points[list(edge)] for edge in LIPS)
    return float(np.linalg.norm(upper - lower, axis=1).mean())


def light(points: Points, wide: Points, size: int) -> Plane:
    """How much of its light reaches the inside of a mouth, over that of a wider one.

    Lips shade the teeth next to them, and all teeth while they have only just parted.

    Returns:
        (size, size) in (0, 1]; 1 for the wide mouth itself.
    """
    ratio = min(1.0, gap(points) / max(gap(wide), 1e-6))
    depth = opening(points, size, soft=SHADE * size)
    shadow = (1 - DARKEST) * (1 - ratio) * (1 - smoothstep(1.5 * depth))
    return np.asarray(1 - shadow, np.float32)


def behind(points: Points, wide: Points, size: int) -> Plane:
    """What lies behind an opening.

    Args:
        points: (478, 2), landmarks of the opening.
        wide: (478, 2), landmarks of the mouth whose inside is seen through it.
        size: side of the picture in pixels.

    Returns:
        (size, size, 2), x before y, in pixels: from each place to what shows there; it means
        nothing away from the opening.
    """
    across = np.arange(size, dtype=np.float64)
    scale, shift = _fitted(_corners(points), _corners(wide))
    moved = across * scale + shift
    scales, shifts = _fitted(_edges(points, across), _edges(wide, moved))
    down = np.arange(size, dtype=np.float64)[:, None]
    offset = np.empty((size, size, 2), np.float32)
    offset[..., 0] = moved - across
    offset[..., 1] = down * (_even(scales, size) - 1) + _even(shifts, size)
    return offset


def _fitted(inner: Ends, outer: Ends) -> Ends:
    """Scale and shift that bring one interval into another and change it as little as can be."""
    length, room = inner[1] - inner[0], np.maximum(outer[1] - outer[0], 0)
    scale = np.where(length > room, room / np.maximum(length, 1e-6), 1.0)
    least, most = outer[0] - inner[0] * scale, outer[1] - inner[1] * scale
    # About the interval's own middle, so that a scale alone would not move it.
    rest = (inner[0] + inner[1]) / 2 * (1 - scale)
    return scale, np.clip(rest, np.minimum(least, most), np.maximum(least, most))


def _corners(points: Points) -> Ends:
    upper = points[list(UPPER_LIP)]
    return np.asarray(upper[0, 0]), np.asarray(upper[-1, 0])


def _edges(points: Points, across: NDArray[np.float64]) -> Ends:
    """Heights of the upper and lower edge at some columns; beyond the corners, the corners'."""
    upper, lower = (
        np.interp(across, *points[list(edge)][points[list(edge), 0].argsort()].T) for edge in LIPS
    )
    return upper, np.maximum(lower, upper)


def _even(values: NDArray[np.float64], size: int) -> Plane:
    row = np.asarray(values, np.float32)[None]
    return blurred(row, SMOOTH * size)[0]
