"""How far a method's frames, as a set, are from the true ones.

The kernel distance of Bińkowski et al. (Demystifying MMD GANs, 2018), the squared maximum mean
discrepancy with the kernel (x.y / d + 1)^3, on features that are named where it is called. Unlike
Fréchet's distance it is unbiased for few samples, and needs no covariance of d x d.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mien.metrics.bootstrap import NOBODY, Interval, draws, interval

SCALE = 1000
"""Distances are reported in thousandths, as is usual."""


def kernel_distance(
    features: NDArray[np.float64],
    truth: NDArray[np.float64],
    people: Sequence[str],
    *,
    seed: int = 0,
) -> Interval:
    """1,000 (mean k(x, x') + mean k(y, y') - 2 mean k(x, y)), over pairs of different people.

    Drawn and true frames show the same people, so the usual estimate, which leaves only x = x' out,
    would be too small; here a person is never compared with themselves. Equal sets give exactly
    0, an estimate for two sets of one distribution scatters about 0.

    Args:
        features: (n, d), of the drawn frames; scaled to a length of sqrt(d) each.
        truth: (n, d), of the true frames.
        people: who each row shows.
        seed: of the bootstrap over people.

    Returns:
        The interval's value is NaN for fewer than two people.
    """
    names = sorted(set(people))
    if len(names) < 2:
        return NOBODY
    member = np.array([[one == name for one in people] for name in names], np.float64)
    x, y = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (features, truth))
    kernel = _kernel(x, x) + _kernel(y, y) - _kernel(x, y) - _kernel(y, x)
    sums = member @ kernel @ member.T
    counts = np.outer(member.sum(axis=1), member.sum(axis=1))
    for table in (sums, counts):
        np.fill_diagonal(table, 0)
    chosen = draws(len(names), seed)
    often = np.stack([(chosen == index).sum(axis=1) for index in range(len(names))], axis=1)
    often = np.concatenate([np.ones((1, len(names)), np.int64), often])
    total, pairs = (((often @ table) * often).sum(axis=1) for table in (sums, counts))
    found = SCALE * np.divide(total, pairs, out=np.full_like(total, np.nan), where=pairs > 0)
    resampled = found[1:]
    return interval(len(names), float(found[0]), resampled[np.isfinite(resampled)])


def _kernel(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """(x.y / d + 1)^3 of vectors that have been divided by sqrt(d)."""
    return np.asarray((x @ y.T + 1) ** 3)
