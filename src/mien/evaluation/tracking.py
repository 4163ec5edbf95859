"""Landmarks of a clip's frames by the project's own face networks."""

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.faces import Face, find_faces, landmarks
from mien.types import Landmarks68, Picture


def track(frames: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Find the face in the first frame, and its landmarks in every frame from there.

    The head stands still in a clip; one box for all frames keeps the detector's jitter out.

    Args:
        frames: (frames, height, width, 3).

    Returns:
        (frames, 68, 2) in pixels; NaN where the face is not found or too unclear.
    """
    faces = find_faces(frames[0])
    if not faces:
        return np.full((len(frames), 68, 2), np.nan, np.float32)
    return np.stack([_points(frame, faces[0]) for frame in frames])


def _points(frame: Picture, face: Face) -> Landmarks68:
    try:
        return landmarks(frame, face)
    except MienError:
        return np.full((68, 2), np.nan, np.float32)
