"""Soft parts of a face as planes: the face itself, its bare skin, the opening of the mouth."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.preparation.pixels import blurred
from mien.preparation.points import (
    BROWS,
    INNER_LIPS,
    LEFT_LIDS,
    LOWER_BROWS,
    OUTER_LIPS,
    OVAL,
    RIGHT_LIDS,
)
from mien.types import Plane

Points = NDArray[np.float64]

_FRACTION = 4
"""Binary digits of a pixel to which outlines are drawn."""


def face(points: Points, size: int, *, grown: float, soft: float) -> Plane:
    """The face within its outline.

    Args:
        points: (478, 2), in pixels.
        size: side of the plane.
        grown: how many times the outline is blown up about its middle.
        soft: standard deviation of the border's blur, in widths of the face.

    Returns:
        (size, size) in [0, 1].
    """
    outline = points[list(OVAL)]
    width = float(np.ptp(outline[:, 0]))
    return blurred(filled([_grown(outline, grown)], size), soft * width)


def skin(points: Points, size: int) -> NDArray[np.bool_]:
    """Bare skin: the face without eyes, brows and mouth, well inside of the hair line."""
    bare = face(points, size, grown=0.88, soft=0) > 0.5
    brows = [upper + lower for upper, lower in zip(BROWS, LOWER_BROWS, strict=True)]
    parts = (RIGHT_LIDS, LEFT_LIDS, *brows, OUTER_LIPS)
    covered = [_grown(points[list(part)], 1.35) for part in parts]
    return np.asarray(bare & (filled(covered, size) < 0.5))


def opening(points: Points, size: int, *, soft: float = 0) -> Plane:
    """The opening between the lips, (size, size) in [0, 1]; `soft` in pixels."""
    return blurred(filled([points[list(INNER_LIPS)]], size), soft)


def whites(points: Points, size: int, *, soft: float) -> Plane:
    """The eyes between their lids and the opening of the mouth; `soft` in pixels."""
    eyes = filled([points[list(eye)] for eye in (RIGHT_LIDS, LEFT_LIDS)], size)
    both = np.maximum(eyes, opening(points, size))
    return blurred(np.asarray(both, np.float32), soft)


def filled(outlines: Sequence[Points], size: int) -> Plane:
    """The inside of some polygons, (size, size) in [0, 1]; their borders are antialiased."""
    plane = np.zeros((size, size), np.uint8)
    for outline in outlines:
        corners = np.round(outline * 2**_FRACTION).astype(np.int32)
        cv2.fillPoly(plane, [corners], 255, cv2.LINE_AA, _FRACTION)
    return np.asarray(plane / np.float32(255), np.float32)


def _grown(outline: Points, times: float) -> Points:
    middle = outline.mean(0)
    return np.asarray(middle + (outline - middle) * times)
