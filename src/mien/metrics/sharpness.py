"""How sharp a region is."""

import numpy as np
from numpy.typing import NDArray

from mien.types import Picture

_LUMA = np.array([0.2126, 0.7152, 0.0722])


def gradient_energy(picture: Picture, region: NDArray[np.bool_]) -> float:
    """Mean squared gradient of the luma in a region, by differences of neighbours.

    Luma is Rec. 709's weighted sum of the sRGB values, 0 to 255. Differences are forward ones, to
    the right and down; those between a pixel of the region and one outside count.

    Args:
        picture: (height, width, 3).
        region: (height, width), not empty.
    """
    luma = picture @ _LUMA
    across = np.diff(luma, axis=1, append=luma[:, -1:])
    down = np.diff(luma, axis=0, append=luma[-1:])
    return float((across**2 + down**2)[region].mean())


def sharpness_ratio(frame: Picture, truth: Picture, region: NDArray[np.bool_]) -> float:
    """Gradient energy of the frame over that of the truth, in the mouth's region.

    1 is as sharp as the truth, less is softer (teeth smeared to grey), more is grain or a seam.

    Args:
        frame: (height, width, 3).
        truth: like `frame`.
        region: (height, width).

    Returns:
        NaN where the region is empty or the truth is flat.
    """
    if not region.any():
        return float("nan")
    wanted = gradient_energy(truth, region)
    return gradient_energy(frame, region) / wanted if wanted > 0 else float("nan")
