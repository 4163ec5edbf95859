"""The mouth in a frame: a square round it or another place, and its masks."""

import cv2
import numpy as np
import torch

from mien.ibug import MOUTH
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
    # OpenCV reads points only as they lie in C order, which a batch's landmarks need not do.
    mouths = landmarks[:, MOUTH].detach().round().int().cpu().numpy().astype(np.int32, order="C")
    masks = np.zeros((len(mouths), 1, size, size), dtype=np.float32)
    for mask, mouth in zip(masks, mouths, strict=True):
        cv2.fillConvexPoly(mask[0], cv2.convexHull(mouth), color=1.0)
    return torch.from_numpy(masks).to(landmarks.device)
