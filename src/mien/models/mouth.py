"""The mouth in a frame: a square round it or another place, and its masks."""

from collections.abc import Iterable

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mien.ibug import INNER_MOUTH, MOUTH
from mien.tensors import Landmarks, Masks, Parts, Pictures, Points

CROP = 0.375
"""Side of the square, as a fraction of the frame's side."""


def mouth_centre(landmarks: Landmarks) -> Points:
    """Mean of the mouth's landmarks.

    Args:
        landmarks: (frames, 68, 2) in pixels.
    """
    return landmarks[:, MOUTH].mean(dim=1)


def crop(pictures: Pictures, centres: Points) -> Parts:
    """Squares of one size round a point of each picture, moved to lie within the frame.

    Args:
        pictures: (frames, channels, side, side).
        centres: (frames, 2) in pixels.
    """
    side = pictures.shape[-1]
    size = round(CROP * side)
    corners = (centres - size / 2).round().long().clamp(0, side - size).tolist()
    return torch.stack(
        [
            picture[:, top : top + size, left : left + size]
            for picture, (left, top) in zip(pictures, corners, strict=True)
        ]
    )


def ellipse(landmarks: Landmarks, size: int) -> Masks:
    """A soft mask, 1 at the mouth's centre and 0 from one and a half times its half-width on.

    Args:
        landmarks: (frames, 68, 2) in pixels.
        size: side of the frames.
    """
    mouth = landmarks[:, MOUTH]
    low, high = mouth.amin(dim=1), mouth.amax(dim=1)
    centre = ((low + high) / 2)[:, :, None, None]
    radius = (0.5 * (high - low) + 0.04 * size)[:, :, None, None]
    axis = torch.arange(size, device=landmarks.device, dtype=torch.float32)
    x = (axis[None, None, :] - centre[:, 0]) / radius[:, 0]
    y = (axis[None, :, None] - centre[:, 1]) / radius[:, 1]
    return (1.5 - (x.square() + y.square()).sqrt()).clamp(0, 1)[:, None]


def hull(landmarks: Landmarks, size: int) -> Masks:
    """M(a): 1 within the convex hull of the mouth's landmarks and on its border, 0 elsewhere.

    Args:
        landmarks: (frames, 68, 2) in pixels.
        size: side of the frames.
    """
    mouths = _pixels(landmarks[:, MOUTH])
    return _filled([cv2.convexHull(mouth).astype(np.int32) for mouth in mouths], landmarks, size)


def between_lips(landmarks: Landmarks, size: int) -> Masks:
    """1 within the polygon of the inner lips and on its border, 0 elsewhere.

    Args:
        landmarks: (frames, 68, 2) in pixels.
        size: side of the frames.
    """
    return _filled(_pixels(landmarks[:, INNER_MOUTH]), landmarks, size)


def _pixels(points: Tensor) -> Iterable[NDArray[np.int32]]:
    # OpenCV reads points only as they lie in C order, which a batch's landmarks need not do.
    whole: NDArray[np.int32] = points.detach().round().int().cpu().numpy()
    return np.ascontiguousarray(whole)


def _filled(polygons: Iterable[NDArray[np.int32]], landmarks: Landmarks, size: int) -> Masks:
    masks = np.zeros((len(landmarks), 1, size, size), dtype=np.float32)
    for mask, polygon in zip(masks, polygons, strict=True):
        cv2.fillPoly(mask[0], [polygon], color=1.0)
    return torch.from_numpy(masks).to(landmarks.device)
