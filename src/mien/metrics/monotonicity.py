"""Whether motion follows the degree."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import spearmanr  # type: ignore[import-untyped] # no stubs

TOLERANCE = 0.001
"""In eye distances, a fifteenth of a pixel at 256: what falls by less has not gone back."""


def spearman(degrees: ArrayLike, displacement: ArrayLike) -> float:
    """Spearman's rank correlation of the degree with the displacement.

    Args:
        degrees: (frames,), at least two different ones.
        displacement: (frames,).

    Returns:
        In [-1, 1]; 0 for a face that stands still, whose correlation is undefined: nothing follows
        the degree there, and leaving such clips out would flatter. NaN if a displacement is NaN.
    """
    moved = np.asarray(displacement, np.float64)
    if np.isnan(moved).any():
        return float("nan")
    if np.ptp(moved) == 0:
        return 0.0
    return float(spearmanr(np.asarray(degrees, np.float64), moved).statistic)


def reversals(degrees: ArrayLike, displacement: ArrayLike) -> float:
    """Share of the steps to a greater degree at which the displacement goes back.

    The frames are put in the order of their degrees, those of one degree averaged; a step counts as
    a reversal if the displacement falls by more than `TOLERANCE`.

    Args:
        degrees: (frames,), at least two different ones.
        displacement: (frames,), in eye distances.

    Returns:
        In [0, 1]; 0 for a face that stands still. NaN if a displacement is NaN.
    """
    moved = np.asarray(displacement, np.float64)
    if np.isnan(moved).any():
        return float("nan")
    _, place, count = np.unique(np.asarray(degrees), return_inverse=True, return_counts=True)
    steps = np.diff(np.bincount(place, weights=moved) / count)
    return float((steps < -TOLERANCE).mean())
