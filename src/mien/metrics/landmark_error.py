"""How far the landmarks lie from where they should be."""

import numpy as np
from numpy.typing import NDArray

from mien.ibug import eye_distance
from mien.types import Landmarks68


def landmark_error(
    landmarks: NDArray[np.float32], truth: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Average keypoint distance (AKD): mean over the 68 points of ||p - p(true)||, in pixels.

    As in the First Order Motion Model (Siarohin et al., 2019), with the points of our own network.

    Args:
        landmarks: (frames, 68, 2), found in the drawn frames.
        truth: like `landmarks`, found in the true frames by the same network.

    Returns:
        (frames,), NaN where a face was not found.
    """
    apart = landmarks.astype(np.float64) - truth
    return np.asarray(np.linalg.norm(apart, axis=-1).mean(axis=-1))


def in_eye_distances(pixels: NDArray[np.float64], origin: Landmarks68) -> NDArray[np.float64]:
    """Lengths as fractions of the eye distance, so that pictures of any size compare.

    Args:
        pixels: of any shape.
        origin: (68, 2), the true landmarks at degree zero.
    """
    return np.asarray(pixels / eye_distance(origin))
