"""A ramp without corners."""

import numpy as np
from numpy.typing import NDArray

from mien.types import Plane


def smoothstep(values: NDArray[np.floating]) -> Plane:
    """From 0 to 1 with level ends, as the values go from 0 to 1."""
    ramp = np.clip(values, 0, 1)
    return np.asarray(ramp * ramp * (3 - 2 * ramp), np.float32)
