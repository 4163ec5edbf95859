"""Degrees between given frames: every curve is one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mien.schedules.easing import eased


def track(
    moments: Sequence[int], rows: Sequence[Sequence[float]], easing: str
) -> NDArray[np.float32]:
    """Fill in the frames between those whose degrees are given.

    Args:
        moments: numbers of frames, ascending; before the first its degrees hold.
        rows: degrees of every expression at each moment.
        easing: how degrees travel from one moment to the next.

    Returns:
        (last moment + 1, expressions), exactly the given degrees at the moments.
    """
    at = np.asarray(moments)
    values = np.asarray(rows, np.float64)
    if len(at) == 1:
        return np.repeat(values, at[0] + 1, axis=0).astype(np.float32)
    frames = np.arange(at[-1] + 1)
    segment = np.clip(np.searchsorted(at, frames, side="right") - 1, 0, len(at) - 2)
    lengths = np.diff(at)
    shares = np.clip((frames - at[segment]) / lengths[segment], 0, 1)
    weights = eased(shares, easing)[:, None]
    return ((1 - weights) * values[segment] + weights * values[segment + 1]).astype(np.float32)
