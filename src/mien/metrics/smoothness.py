"""Whether the face moves as smoothly as in the truth. Read it beside the amplitude: see `docs`.

A face that stands still is perfectly smooth.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mien.ibug import eye_distance
from mien.metrics.displacement import MOVING
from mien.types import Landmarks68


def curve_error(curve: ArrayLike, truth: ArrayLike) -> float:
    """Root mean square of the difference between two curves of the paper's Figure 3.

    Args:
        curve: (frames,), `mien.metrics.displacement.displacement` of the drawn frames.
        truth: (frames,), that of the true frames.

    Returns:
        In eye distances; NaN where a face was lost.
    """
    apart = np.asarray(curve, np.float64) - np.asarray(truth, np.float64)
    return float(np.sqrt((apart**2).mean()))


def roughness(landmarks: NDArray[np.float32], origin: Landmarks68) -> float:
    """Root mean square of the second differences of the moving points, over points and frames.

    ||p(t+1) - 2 p(t) + p(t-1)|| for brows, eyes and mouth, as a fraction of the eye distance. 0 for
    points that stand still or move evenly; it grows with jumps, with jitter, and with the amplitude
    of motion that speeds up and slows down.

    Args:
        landmarks: (frames, 68, 2), evenly spaced in time.
        origin: (68, 2), at degree zero.

    Returns:
        NaN for fewer than three frames, or where a face was lost.
    """
    if len(landmarks) < 3:
        return float("nan")
    bends = np.diff(landmarks[:, MOVING].astype(np.float64), n=2, axis=0)
    return float(np.sqrt((bends**2).sum(axis=-1).mean()) / eye_distance(origin))
