"""Steps in pictures that several sources and stages take."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.types import Plane

LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""Weights of red, green and blue in brightness."""


def blurred(picture: Plane, sigma: float) -> Plane:
    """Gaussian blur; sigma in pixels, 0 leaves the picture as it is."""
    if sigma <= 0:
        return picture
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)


def looked_up(picture: Plane, places: Plane, *, cubic: bool = False) -> Plane:
    """Values of a picture at places (h, w, 2), x before y; beyond its edge, the edge's."""
    kind = cv2.INTER_CUBIC if cubic else cv2.INTER_LINEAR
    columns, rows = (np.ascontiguousarray(places[..., axis], np.float32) for axis in (0, 1))
    return np.asarray(cv2.remap(picture, columns, rows, kind, borderMode=cv2.BORDER_REPLICATE))


def at_points(picture: Plane, points: Plane) -> Plane:
    """Values of a picture at points (n, 2): (n, c), or (n,) of a plane."""
    drawn = looked_up(picture, points[:, None])
    return drawn[:, 0]


def spread(picture: Plane, valid: NDArray[np.bool_]) -> tuple[Plane, Plane]:
    """Give every pixel the value of the nearest valid one.

    Returns:
        The picture, and each pixel's distance to the nearest valid one.
    """
    away, label = cv2.distanceTransformWithLabels(
        (~valid).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    rows, columns = np.nonzero(valid)
    owner = np.zeros(int(label.max()) + 1, np.intp)
    owner[label[rows, columns]] = np.arange(len(rows))
    return picture[rows, columns][owner[label]], np.asarray(away, np.float32)


def inside(outline: Plane, shape: tuple[int, int]) -> NDArray[np.uint8]:
    """255 inside a polygon (n, 2), 0 outside; precise to an eighth of a pixel."""
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(outline * 8).astype(np.int32)], 255, shift=3)
    return mask


def depth_inside(mask: NDArray[np.bool_]) -> Plane:
    """Distance in pixels of each pixel of a mask to the mask's outside."""
    return np.asarray(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3))
