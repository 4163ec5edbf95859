"""The peak photo's colour and sharpness, made those of the neutral photo.

Cameras choose white balance and exposure anew for every photo, and people move in the light. Both
are undone by a gain for each channel that changes evenly across the face, fitted on the skin. It is
too stiff to undo the shading that the expression brings.
"""

import numpy as np
from numpy.typing import NDArray

from mien.preparation.pairs.warp import places
from mien.preparation.pixels import blurred
from mien.types import Plane

FLOOR = 8.0
"""Added to sRGB values before their logarithm is taken, so that dark noise does not count."""

GREATEST = 2.0
"""Greatest gain, and the inverse of the smallest."""

ROUNDS = 4
OUTLIER = 2.5
"""Pixels that miss the fit by more median deviations are left out of the next round."""

FINE = 1.5
"""Standard deviation in pixels of the blur beneath which detail counts as sharpness."""

KEENEST = 1.6
"""Greatest gain of fine detail, and the inverse of the smallest."""


def matched(peak: Plane, neutral: Plane, skin: NDArray[np.bool_], whites: Plane) -> Plane:
    """The peak photo in the colours of the neutral one.

    Args:
        peak: (size, size, 3) in [0, 255].
        neutral: like `peak`, and in the same geometry.
        skin: (size, size), where both show skin.
        whites: (size, size) in [0, 1], where the peak shows teeth and eyes. A blush is a change of
            the skin, not of the light: they keep their hue and half of their brightness.
    """
    x, y = places(peak.shape[0])
    basis = np.stack([np.ones_like(x), x / x.shape[0] - 0.5, y / y.shape[0] - 0.5], -1)
    wanted = np.log(blurred(neutral, 3) + FLOOR) - np.log(blurred(peak, 3) + FLOOR)
    gains = [basis @ _fit(basis[skin], wanted[skin][:, channel]) for channel in range(3)]
    limit = np.log(GREATEST)
    gain = np.clip(np.stack(gains, -1), -limit, limit)
    hueless = gain.mean(2, keepdims=True) / 2
    gain += whites[..., None] * (hueless - gain)
    return np.asarray((peak + FLOOR) * np.exp(gain) - FLOOR, np.float32).clip(0, 255)


def sharpened(peak: Plane, neutral: Plane, skin: NDArray[np.bool_]) -> Plane:
    """The peak photo with as much fine detail on the skin as the neutral one has.

    Args:
        peak: (size, size, 3) in [0, 255].
        neutral: like `peak`, and in the same geometry.
        skin: (size, size), where both show skin.
    """
    fine = peak - blurred(peak, FINE)
    wanted = (neutral - blurred(neutral, FINE))[skin].std()
    gain = np.clip(wanted / max(float(fine[skin].std()), 1e-3), 1 / KEENEST, KEENEST)
    return np.asarray(peak + (gain - 1) * fine, np.float32).clip(0, 255)


def _fit(basis: Plane, values: Plane) -> NDArray[np.float64]:
    """Least squares, again without what fits badly: spots, glints and folds."""
    kept = np.ones(len(values), np.bool_)
    for _ in range(ROUNDS):
        weights, *_ = np.linalg.lstsq(basis[kept], values[kept], rcond=None)
        missed = np.abs(values - basis @ weights)
        kept = missed <= OUTLIER * np.median(missed) + 1e-4
    return np.asarray(weights, np.float64)
