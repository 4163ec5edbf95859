"""Regions of a frame: the mouth, the face, and the rectangle round a region."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt  # type: ignore[import-untyped] # no stubs
from scipy.spatial import ConvexHull, QhullError  # type: ignore[import-untyped] # no stubs

from mien.ibug import BROWS, MOUTH, NOSE_BASE, eye_distance
from mien.types import Landmarks68

GROWTH = 0.1
"""By how much the mouth's hull is grown, as a fraction of the eye distance."""

FACE_GROWTH = 0.2
"""The same of the face's hull: room for the edge of the face and its shadow."""


def mouth_region(truth: Landmarks68, portrait: Landmarks68, size: int) -> NDArray[np.bool_]:
    """The mouth: convex hull of its landmarks in the truth and in the portrait, grown.

    Both sets together, so that a frame is judged where the mouth should be and where it was. The
    hull takes in every pixel at most `GROWTH` eye distances of the portrait away from it.

    Args:
        truth: (68, 2), pixels of the frame.
        portrait: (68, 2), pixels of the frame.
        size: side of the frame in pixels.

    Returns:
        (size, size), True inside; part of the mouth may lie outside the frame.
    """
    hull = _hull(np.concatenate([truth[MOUTH], portrait[MOUTH]]).astype(np.float64), size)
    if not hull.any():
        return hull
    return np.asarray(distance_transform_edt(~hull) <= GROWTH * eye_distance(portrait))


def face_region(landmarks: NDArray[np.float32], size: int) -> NDArray[np.bool_]:
    """The face: convex hull of its landmarks in all frames of a clip and of the forehead, grown.

    The landmarks end at the brows. By the rule of facial thirds the hairline lies as far above the
    brows as the base of the nose lies below them.

    Args:
        landmarks: (frames, 68, 2), pixels of the frame; the first is the portrait.
        size: side of the frame in pixels.

    Returns:
        (size, size), True inside; nowhere if the face lies outside.
    """
    brows, portrait = landmarks[:, BROWS], landmarks[0]
    up = portrait[BROWS].mean(axis=0) - portrait[NOSE_BASE]
    points = np.concatenate([landmarks, brows + up], axis=1).reshape(-1, 2)
    hull = _hull(points.astype(np.float64), size)
    if not hull.any():
        return hull
    return np.asarray(distance_transform_edt(~hull) <= FACE_GROWTH * eye_distance(portrait))


def rectangle(region: NDArray[np.bool_], least: int) -> tuple[slice, slice]:
    """Rows and columns of the smallest rectangle round a region, at least `least` pixels a side.

    Args:
        region: (height, width), not empty.
        least: in pixels; the rectangle is widened about its middle and moved to lie inside.
    """
    y, x = np.nonzero(region)
    return _span(y, least, region.shape[0]), _span(x, least, region.shape[1])


def _hull(points: NDArray[np.float64], size: int) -> NDArray[np.bool_]:
    """Pixels whose centre lies in the convex hull of some points."""
    try:
        planes = ConvexHull(points).equations
    except QhullError:
        return np.zeros((size, size), np.bool_)
    y, x = np.mgrid[:size, :size]
    inside = np.stack([x, y], axis=-1) @ planes[:, :2].T + planes[:, 2]
    return np.asarray((inside <= 1e-6).all(axis=-1))


def _span(places: NDArray[np.int64], least: int, end: int) -> slice:
    first = int(places.min())
    length = int(places.max()) - first + 1
    wanted = min(max(length, least), end)
    start = min(max(first - (wanted - length) // 2, 0), end - wanted)
    return slice(start, start + wanted)
