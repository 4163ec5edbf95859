"""What the 68 iBUG landmarks are: the subject's right side comes first."""

from typing import Final

import numpy as np

from mien.types import Landmarks68

BROWS: Final = slice(17, 27)
RIGHT_EYE: Final = slice(36, 42)
LEFT_EYE: Final = slice(42, 48)
EYES: Final = slice(36, 48)
MOUTH: Final = slice(48, 68)

INNER_LIPS: Final = ((61, 67), (62, 66), (63, 65))
"""Points of the inner lips, each upper one with the lower one that faces it."""


def eye_distance(landmarks: Landmarks68) -> float:
    """Distance between the centres of the eyes, the means of their six points, in pixels."""
    eyes = landmarks[RIGHT_EYE].mean(axis=0) - landmarks[LEFT_EYE].mean(axis=0)
    return float(np.hypot(*eyes))
