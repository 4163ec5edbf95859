"""The square of a clip, whatever the source: what the network sees, and a margin for crops."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.bundle import FrameCard
from mien.faces import frame_of
from mien.geometry import Frame, cut
from mien.ibug import eye_distance
from mien.preparation.motion import similarities
from mien.types import Picture, Plane

NETWORK: Final = FrameCard()
"""The square that the network sees, and how a face lies in it."""

SIZE: Final = 289
"""Side of a clip's frames in pixels: the network's square and a margin of a sixteenth around it."""

STILL_SHIFT: Final = 0.1
"""A head that goes no farther stands still, in distances between the eyes."""

STILL_ZOOM: Final = 0.06
"""Nor does a head whose size changes by a smaller part move."""


def clip_frame(points: Plane) -> Frame:
    """The square of a clip, around the face of its neutral frame.

    Args:
        points: (478, 2) or (68, 2) in pixels of the picture.

    Raises:
        MienError: the points do not span a face.
    """
    share = NETWORK.size / SIZE
    x, y = (0.5 + (place - 0.5) * share for place in NETWORK.centre)
    return frame_of(points, face=NETWORK.face * share, centre=(x, y), roll=NETWORK.roll)


def frame_across(right: Plane, left: Plane, wide: float) -> Frame:
    """A square round the middle of two points, level with them.

    Args:
        right: (2,), the point that shall be on the square's left, in pixels of the picture.
        left: (2,), the other.
        wide: side of the square in distances of the two.
    """
    across = left.astype(np.float64) - right
    x, y = (right + across / 2) + 0.5
    turn = float(np.degrees(np.arctan2(across[1], across[0])))
    return Frame((float(x), float(y)), max(float(np.hypot(*across)), 1.0) * wide, turn)


def steady_frames(frame: Frame, landmarks: NDArray[np.float32]) -> list[Frame]:
    """A square for each frame of a clip that follows the head, so that it stands still in it.

    Shift and zoom are followed, the roll of the head stays in the clip. A head that stands still
    already keeps its square: following the landmarks would only make the background tremble.

    Args:
        frame: of the first picture.
        landmarks: (frames, 68, 2) in pixels of the pictures.
    """
    moved = similarities(landmarks, landmarks[0])
    corner = complex(*frame.centre) - 0.5 - 0.5j
    zooms = np.abs(moved.factor)
    away = np.abs(moved.target - moved.origin).max() / eye_distance(landmarks[0])
    if away <= STILL_SHIFT and np.abs(np.log(zooms)).max() <= STILL_ZOOM:
        return [frame] * len(landmarks)
    centres = moved.target + zooms * (corner - moved.origin)
    return [
        Frame((float(centre.real) + 0.5, float(centre.imag) + 0.5), frame.side * zoom, frame.roll)
        for centre, zoom in zip(centres, zooms.tolist(), strict=True)
    ]


def framed(
    pictures: Sequence[Picture], landmarks: NDArray[np.float32], frames: Sequence[Frame], size: int
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Cut a square out of each picture.

    Args:
        pictures: (height, width, 3) each.
        landmarks: (frames, 68, 2) in their pixels.
        frames: one for each picture.
        size: side of the result in pixels.

    Returns:
        (frames, size, size, 3), and the landmarks in their pixels.
    """
    shown = [cut(picture, frame, size) for picture, frame in zip(pictures, frames, strict=True)]
    points = [frame.to_frame(track, size) for track, frame in zip(landmarks, frames, strict=True)]
    return np.stack(shown), np.stack(points).astype(np.float32)
