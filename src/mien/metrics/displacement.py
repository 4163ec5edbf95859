"""How far the face has moved: displacement of the landmarks that expressions move."""

import numpy as np
from numpy.typing import NDArray

from mien.ibug import BROWS, EYES, MOUTH, eye_distance
from mien.types import Landmarks68

MOVING = np.r_[BROWS, EYES, MOUTH]
"""Of the 68 points: brows, eyes and mouth. The jaw line and the nose do not count."""


def displacement(landmarks: NDArray[np.float32], origin: Landmarks68) -> NDArray[np.float64]:
    """Mean over `MOVING` of ||p(a) - p(0)||, as a fraction of the eye distance at degree zero.

    The curve of the paper's Figure 3, made independent of the picture's size.

    Args:
        landmarks: (frames, 68, 2) in pixels.
        origin: (68, 2), at degree zero.

    Returns:
        (frames,), 0 for a face that stands still.
    """
    moved = _moved(landmarks, origin)
    return np.asarray(np.linalg.norm(moved, axis=-1).mean(axis=-1) / eye_distance(origin))


def displacement_ratio(
    landmarks: Landmarks68, origin: Landmarks68, truth: Landmarks68, true_origin: Landmarks68
) -> float:
    """How much of the true displacement is there: its projection onto the truth, signed.

    With d the displacements of all `MOVING` points in the drawn frame, stacked to one vector, and t
    those of the true frame: <d, t> / <t, t>. 1 is the truth's amplitude, 0 stands still, negative
    goes the wrong way; what moves at right angles to the truth, such as noise, does not count.

    Args:
        landmarks: (68, 2), of the drawn frame.
        origin: (68, 2), of the drawn frame at degree zero.
        truth: (68, 2), of the true frame.
        true_origin: (68, 2), of the true frame at degree zero.

    Returns:
        NaN where the truth stands still.
    """
    drawn = _moved(landmarks, origin)
    true = _moved(truth, true_origin)
    power = float(np.vdot(true, true))
    return float(np.vdot(drawn, true)) / power if power > 0 else float("nan")


def _moved(landmarks: NDArray[np.float32], origin: Landmarks68) -> NDArray[np.float64]:
    moved = landmarks[..., MOVING, :].astype(np.float64) - origin[MOVING]
    return np.asarray(moved)
