"""What of a face an expression changes, read off its landmarks: widths, gaps and heights.

Heights count along the head's own axis, from the root of the nose to the chin, so that a roll of
the head does not matter.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from mien.ibug import BROWS, EYES, INNER_LIPS, LEFT_EYE, MIRROR, RIGHT_EYE, eye_distance
from mien.types import Landmarks68

Measure = Callable[[Landmarks68], float]
"""A length in pixels."""

_SIDED = np.r_[17:22, RIGHT_EYE, 48:51, 58:60]
"""Brow, eye and lips of the subject's right side."""


def changes(face: Landmarks68, origin: Landmarks68) -> dict[str, float]:
    """How far every measure has gone from where it was, and how much one side went ahead.

    Args:
        face: (68, 2) in pixels.
        origin: (68, 2), the same face at rest, in pixels.

    Returns:
        By the names of `MEASURES`, and `left ahead`: by how much farther brow, eye and lips have
        moved on the subject's left than on the right, on average. In distances between the eyes.
    """
    unit = eye_distance(origin)
    grown = {name: (of(face) - of(origin)) / unit for name, of in MEASURES.items()}
    moved = np.linalg.norm(face.astype(np.float64) - origin, axis=1) / unit
    ahead = float((moved[MIRROR[_SIDED]] - moved[_SIDED]).mean())
    return grown | {"left ahead": ahead}


def corner_height(face: Landmarks68) -> float:
    """How high the corners of the mouth lie above its middle."""
    return _below(face, [48, 54], [51, 57])


def mouth_width(face: Landmarks68) -> float:
    """From corner to corner."""
    return float(np.linalg.norm(face[54] - face[48]))


def lip_gap(face: Landmarks68) -> float:
    """Opening between the lips, the mean of three places."""
    return float(np.mean([np.linalg.norm(face[low] - face[high]) for high, low in INNER_LIPS]))


def brow_height(face: Landmarks68) -> float:
    """How high the brows lie above the eyes."""
    return _below(face, BROWS, EYES)


def lid_opening(face: Landmarks68) -> float:
    """Opening of the eyes, the mean of four places."""
    pairs = ((37, 41), (38, 40), (43, 47), (44, 46))
    return float(np.mean([np.linalg.norm(face[high] - face[low]) for high, low in pairs]))


def eye_openings(face: Landmarks68) -> tuple[float, float]:
    """Height of the subject's right and left eye, as a part of its width."""
    eyes = face[EYES].reshape(2, 6, 2)
    heights = np.linalg.norm(eyes[:, [1, 2]] - eyes[:, [5, 4]], axis=-1).mean(axis=1)
    right, left = heights / np.linalg.norm(eyes[:, 3] - eyes[:, 0], axis=-1)
    return float(right), float(left)


def lopsidedness(face: Landmarks68) -> float:
    """How unlike the two sides are: brows, lids and corners of the mouth, in height, added up.

    A turn of the head changes it little.
    """
    brows = _below(face, slice(17, 22), RIGHT_EYE) - _below(face, slice(22, 27), LEFT_EYE)
    lids = _below(face, [37, 38], [40, 41]) - _below(face, [43, 44], [46, 47])
    return abs(brows) + abs(lids) + abs(_below(face, [48], [54]))


def corners_below_nose(face: Landmarks68) -> float:
    """From the base of the nose down to the corners of the mouth."""
    return _below(face, [33], [48, 54])


def upper_lip_below_nose(face: Landmarks68) -> float:
    """From the base of the nose down to the edge of the upper lip's red."""
    return _below(face, [33], [51])


def lower_lip_below_nose(face: Landmarks68) -> float:
    """From the base of the nose down to the lower edge of the lower lip's red."""
    return _below(face, [33], [57])


def lips_thickness(face: Landmarks68) -> float:
    """Of both lips' red together, in their middle."""
    return _below(face, [51], [62]) + _below(face, [66], [57])


def chin_below_nose(face: Landmarks68) -> float:
    """From the base of the nose down to the chin."""
    return _below(face, [33], [8])


MEASURES: Final[Mapping[str, Measure]] = {
    "mouth width": mouth_width,
    "lip gap": lip_gap,
    "corner height": corner_height,
    "brow height": brow_height,
    "lid opening": lid_opening,
    "corners below nose": corners_below_nose,
    "upper lip below nose": upper_lip_below_nose,
    "lower lip below nose": lower_lip_below_nose,
    "lips' thickness": lips_thickness,
    "chin below nose": chin_below_nose,
}


def _below(face: Landmarks68, high: slice | list[int], low: slice | list[int]) -> float:
    """How far the mean of some points lies below that of others."""
    axis = face[8] - face[27]
    return float((face[low].mean(0) - face[high].mean(0)) @ (axis / np.linalg.norm(axis)))
