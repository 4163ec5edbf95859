"""What the landmarks leave: skin detail, brows and rims that do not quite meet.

Dense inverse search (Kroeger et al., Fast optical flow using dense inverse search, 2016), between
both photos in the peak's geometry. It is kept only where it brings them closer together: a fold
that only one photo shows must not drag the other's skin along.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.preparation.pairs.warp import pull
from mien.preparation.pixels import blurred
from mien.types import Plane

SHORT = 0.02
"""Longest correction, in sides of the picture; a greater one is a mistake."""

SMOOTH = 0.008
"""Standard deviation of the correction's blur, in sides of the picture."""

AROUND = 0.015
"""Standard deviation of the neighbourhood in which both errors are compared, likewise."""


def correction(neutral: Plane, peak: Plane, where: Plane) -> Plane:
    """Where the warped neutral photo shows what the peak photo shows.

    Args:
        neutral: (size, size, 3) in [0, 255], in the geometry of the peak.
        peak: like `neutral`.
        where: (size, size) in [0, 1]: where a correction is wanted.

    Returns:
        (size, size, 2), x before y, in pixels: `neutral(x + correction(x))` is like `peak(x)`.
    """
    size = peak.shape[0]
    one, other = _grey(peak), _grey(neutral)
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    start = np.zeros((size, size, 2), np.float32)
    flow = np.asarray(search.calc(one, other, start.copy()), np.float32)
    flow = _short(blurred(flow, SMOOTH * size), SHORT * size) * where[..., None]
    better = _error(one, other, start, size) - _error(one, other, flow, size)
    return flow * blurred((better > 0).astype(np.float32), SMOOTH * size)[..., None]


def _grey(picture: Plane) -> NDArray[np.uint8]:
    return np.asarray(picture.mean(2).round().clip(0, 255), np.uint8)


def _short(flow: Plane, longest: float) -> Plane:
    length = np.linalg.norm(flow, axis=2, keepdims=True)
    return np.asarray(flow * np.minimum(1, longest / np.maximum(length, 1e-6)), np.float32)


def _error(one: NDArray[np.uint8], other: NDArray[np.uint8], flow: Plane, size: int) -> Plane:
    missed = np.abs(pull(other.astype(np.float32), flow) - one)
    return blurred(missed, AROUND * size)
