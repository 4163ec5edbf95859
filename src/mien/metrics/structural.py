"""Structural similarity."""

import numpy as np
from numpy.typing import NDArray
from skimage.metrics import structural_similarity

from mien.types import Picture

SIGMA = 1.5
"""Of the Gaussian window, in pixels; it is cut off at 3.5 sigma: 11 x 11 pixels."""

BORDER = 5
"""Pixels at the rim whose window reaches outside; they do not count in the whole picture's mean."""


def ssim_map(frame: Picture, truth: Picture) -> NDArray[np.float64]:
    """Structural similarity at every pixel, the mean of the three sRGB channels.

    Wang et al., Image Quality Assessment: From Error Visibility to Structural Similarity (2004):
    Gaussian window of sigma 1.5, K1 = .01, K2 = .03, range 255; computed by scikit-image.

    Args:
        frame: (height, width, 3), at least 11 pixels a side.
        truth: like `frame`.

    Returns:
        (height, width), 1 where both agree.
    """
    _, full = structural_similarity(  # type: ignore[no-untyped-call] # scikit-image has no types
        frame,
        truth,
        data_range=255,
        channel_axis=2,
        gaussian_weights=True,
        sigma=SIGMA,
        use_sample_covariance=False,
        full=True,
    )
    return np.asarray(full.mean(axis=2), np.float64)


def whole_mean(full: NDArray[np.float64]) -> float:
    """The picture's SSIM: the mean of its map without the rim.

    Args:
        full: (height, width), of `ssim_map`.
    """
    return float(full[BORDER:-BORDER, BORDER:-BORDER].mean())


def region_mean(full: NDArray[np.float64], region: NDArray[np.bool_]) -> float:
    """Mean of a map over a region.

    Args:
        full: (height, width).
        region: (height, width), True where it counts.

    Returns:
        NaN for an empty region.
    """
    return float(full[region].mean()) if region.any() else float("nan")
