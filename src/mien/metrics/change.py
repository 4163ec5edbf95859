"""How much of a picture has changed, where nothing should have."""

import numpy as np
from numpy.typing import NDArray

from mien.types import Picture


def change(
    frames: NDArray[np.uint8], portrait: Picture, region: NDArray[np.bool_] | None = None
) -> float:
    """Mean absolute difference from the portrait, in levels of 0 to 255.

    Args:
        frames: (frames, height, width, 3).
        portrait: (height, width, 3).
        region: (height, width), True where it counts; everywhere if None.

    Returns:
        0 for copies of the portrait; NaN for an empty region.
    """
    if region is not None and not region.any():
        return float("nan")
    apart = np.abs(frames.astype(np.int16) - portrait)
    return float(apart.mean() if region is None else apart[:, region].mean())
