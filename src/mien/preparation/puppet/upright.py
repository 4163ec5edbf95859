"""Landmarks of a head that is held straight."""

import numpy as np

from mien.preparation.points import EYE_CORNERS
from mien.types import Plane


def upright(landmarks: Plane) -> tuple[Plane, float]:
    """Turn landmarks in the plane until the eyes are level.

    Args:
        landmarks: (478, 2), photo pixels.

    Returns:
        The landmarks, (478, 2), still in pixels; and the distance between the eyes' middles.
    """
    right, left = (landmarks[list(pair)].mean(0) for pair in EYE_CORNERS)
    across = left - right
    unit = max(float(np.hypot(*across)), 1e-6)
    along = across / unit
    return landmarks @ np.stack([along, [-along[1], along[0]]], 1), unit
