"""Degrees of a clip's frames, which no camera records."""

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError


def degrees_in_time(frames: int) -> NDArray[np.float64]:
    """(t - 1) / (T - 1): the paper's method section, even steps from neutral to the peak.

    Args:
        frames: T, at least two.

    Raises:
        MienError: fewer frames than two.
    """
    if frames < 2:
        raise MienError(f"A clip of {frames} frames has no way from neutral to peak: give two.")
    return np.linspace(0, 1, frames)


def degree_from_landmarks(landmarks: NDArray[np.floating]) -> NDArray[np.float64]:
    """Degrees in proportion to the distance from the neutral frame: the paper's introduction.

    The first frame is neutral and the last is the peak. A frame that is farther from neutral
    than the peak has degree 1.

    Args:
        landmarks: (frames, 68, 2), of a head that keeps still: its own motion counts, too.

    Returns:
        (frames,) in [0, 1]; the first is 0, the last 1.

    Raises:
        MienError: the landmarks of the last frame are those of the first, or are not finite.
    """
    moved = np.asarray(landmarks, dtype=np.float64) - landmarks[0]
    distance = np.linalg.norm(moved.reshape(len(moved), -1), axis=1)
    if not np.isfinite(distance).all() or distance[-1] == 0:
        raise MienError(
            f"The landmarks of the last frame are {distance[-1]:g} pixels from those of the "
            "first: without motion there is no degree. Take degrees in time."
        )
    return np.minimum(distance / distance[-1], 1)
