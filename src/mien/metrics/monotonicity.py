"""Whether motion follows the degree."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import spearmanr  # type: ignore[import-untyped] # no stubs


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
