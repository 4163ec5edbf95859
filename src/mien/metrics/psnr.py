"""Peak signal-to-noise ratio."""

import numpy as np
from skimage.metrics import mean_squared_error

from mien.types import Picture

PEAK = 255.0

LEAST = 1 / 12
"""Mean squared error of rounding to whole levels; a smaller one counts as this much."""


def psnr(frame: Picture, truth: Picture) -> float:
    """10 log10(255^2 / MSE) over all pixels and the three sRGB channels, in decibels.

    The MSE is scikit-image's. One below that of rounding, 1/12, counts as 1/12, so that equal
    pictures have 58.9 dB, the most there is, and means stay finite.

    Args:
        frame: (height, width, 3).
        truth: like `frame`.
    """
    error = float(mean_squared_error(frame, truth))
    return float(10 * np.log10(PEAK**2 / max(error, LEAST)))
