"""How much two photos of one face must differ to show an expression."""

import numpy as np

from mien.ibug import MOUTH, eye_distance
from mien.types import Landmarks68

LEAST_MOTION = 0.014
"""Mean motion of brows, eyes and mouth, in distances between the eyes, below which there is no
expression: two photos of one still face differ by about half of it."""


def mouth_motion(neutral: Landmarks68, peak: Landmarks68) -> float:
    """Norm of the motion of the mouth's 20 points, in distances between the eyes."""
    return float(np.linalg.norm(peak[MOUTH] - neutral[MOUTH])) / eye_distance(neutral)
