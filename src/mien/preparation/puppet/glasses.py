"""Glasses: a line that runs round under both eyes without a gap.

Round each eye the picture is unrolled, from the temple along the cheek to the nose, and the path
of the strongest edges across it is found. A frame gives an edge nearly everywhere on its path; a
face without glasses has stretches of smooth cheek. Thin frames are found in about half of the
photos, rimless ones are not.
"""

import numpy as np

from mien.geometry import cut
from mien.preparation.framing import frame_across
from mien.preparation.pixels import LUMA, blurred, looked_up
from mien.preparation.points import EYE_CORNERS
from mien.preparation.puppet.paths import cheapest_path
from mien.types import Picture, Plane

SIZE = 128
_SPAN = 2.4
"""Side of the square that is looked at, in distances between the eyes."""

_WEAKEST = 15
"""Percentile of the edge along the path that counts: nearly all of the path must be an edge."""

_BEND = 0.004


def rims(picture: Picture, landmarks: Plane) -> float:
    """Strength of a frame of glasses: below 0.05 in faces without.

    Args:
        picture: the photo.
        landmarks: (478, 2), photo pixels.
    """
    right, left = (landmarks[list(pair)].mean(0).astype(np.float64) for pair in EYE_CORNERS)
    patch = cut(picture, frame_across(right, left, _SPAN), SIZE)
    bright = np.log(patch.astype(np.float32) @ LUMA + 15)
    return min(_rim(bright, side) for side in (-1, 1))


def _rim(bright: Plane, side: int) -> float:
    """Strength of the rim round the eye on one side of the patch."""
    unit = SIZE / _SPAN
    angle = np.linspace(-0.15, 1.15, 72) * np.pi  # temple, cheek, nose
    radius = np.arange(0.30 * unit, 0.80 * unit, 0.5)[:, None]
    x = SIZE / 2 - 0.5 + side * (0.5 * unit + np.cos(angle) * radius)
    y = SIZE / 2 - 0.5 + 0.9 * np.sin(angle) * radius
    unrolled = looked_up(bright, np.stack([x, y], -1).astype(np.float32))
    edge = np.abs(np.gradient(blurred(np.pad(unrolled, 1, mode="edge"), 0.5)[1:-1, 1:-1], axis=0))
    return float(np.percentile(_along_best_path(edge), _WEAKEST))


def _along_best_path(edge: Plane) -> Plane:
    """The edge's strength along the smooth path across the columns on which it is greatest."""
    rows = np.arange(edge.shape[0])
    bends = np.abs(rows[:, None] - rows)
    step = np.where(bends <= 2, _BEND * bends, np.inf)
    path = cheapest_path(-np.minimum(edge, 0.25).T, step)
    return edge[path, np.arange(edge.shape[1])]
