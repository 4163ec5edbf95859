"""Where each pixel of a frame comes from: on the face by the mesh, round it smoothly."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.preparation.pixels import blurred, spread
from mien.ramp import smoothstep
from mien.types import Plane

_COARSE = 4
REACH = 2.4
"""Centimetres over which hair, ears and neck follow the face."""


def sources(skin: NDArray[np.bool_], places: Plane, fade: Plane, unit: float) -> Plane:
    """Complete a map of places to all of the frame.

    Args:
        skin: (size, size), where `places` holds.
        places: (size, size, 2), where in the photo's frame a pixel comes from.
        fade: (size, size), 0 at the outer edge of the face, 1 inside; the two are mixed between.
        unit: pixels a centimetre.

    Returns:
        (size, size, 2); beyond the skin the shift goes on and dies away, so that the background
        stays.
    """
    size = skin.shape[0]
    grid = np.stack(np.meshgrid(np.arange(size), np.arange(size)), -1).astype(np.float32)
    shift = np.where(skin[..., None], places - grid, 0)
    around = _continued(skin, shift, unit)
    inner = (smoothstep(fade / 0.25) * skin)[..., None]
    return grid + shift * inner + around * (1 - inner)


def _continued(skin: NDArray[np.bool_], shift: Plane, unit: float) -> Plane:
    size = skin.shape[0]
    coarse = (-(-size // _COARSE),) * 2
    share = cv2.resize(skin.astype(np.float32), coarse, interpolation=cv2.INTER_AREA)
    total = cv2.resize(shift, coarse, interpolation=cv2.INTER_AREA)
    mean = np.asarray(total / np.maximum(share, 0.1)[..., None], np.float32)
    near, away = spread(mean, np.asarray(share > 0.6))
    ramp = smoothstep(away / 8)[..., None]
    near = near * (1 - ramp) + blurred(near, 3.0) * ramp
    near *= np.exp(-((away * _COARSE / (REACH * unit)) ** 2))[..., None]
    return np.asarray(cv2.resize(near, (size, size), interpolation=cv2.INTER_LINEAR))
