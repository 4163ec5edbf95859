"""What the 68 iBUG landmarks are: the subject's right side comes first."""

from typing import Final

import numpy as np

from mien.types import Landmarks68

BROWS: Final = slice(17, 27)
NOSE_BASE: Final = 33
"""Where the nose meets the upper lip."""

RIGHT_EYE: Final = slice(36, 42)
LEFT_EYE: Final = slice(42, 48)
EYES: Final = slice(36, 48)
MOUTH: Final = slice(48, 68)
INNER_MOUTH: Final = slice(60, 68)

MOUTH_ENDS: Final = (48, 54, 51, 57)
"""The corners of the mouth, and the middles of its upper and lower lip."""

INNER_LIPS: Final = ((61, 67), (62, 66), (63, 65))
"""Points of the inner lips, each upper one with the lower one that faces it."""

MIRROR: Final = np.concatenate(
    [
        np.arange(16, -1, -1),
        np.arange(26, 16, -1),
        [27, 28, 29, 30, 35, 34, 33, 32, 31],
        [45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40],
        [54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65],
    ]
)
"""Which of the 68 landmarks each becomes in a mirrored picture."""


def eye_distance(landmarks: Landmarks68) -> float:
    """Distance between the centres of the eyes, the means of their six points, in pixels."""
    eyes = landmarks[RIGHT_EYE].mean(axis=0) - landmarks[LEFT_EYE].mean(axis=0)
    return float(np.hypot(*eyes))
