"""How blurred a face is, whatever its contrast."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.types import Landmarks68, Picture

WIDTH: Final = 9
"""Pixels over which a picture is blurred once more, for a face framed at 289 pixels."""


def blur(frame: Picture, landmarks: Landmarks68) -> float:
    """The perceptual blur metric of Crete et al. (2007) in the landmarks' box: 0 sharp, 1 blurred.

    A sharp picture loses much of its gradient when it is blurred again, a blurred one does not.
    Motion blurs one direction only: the worse one counts. In a clip's frame a face has always
    the same size, so that the figure is relative to it.
    """
    low = np.clip(np.floor(landmarks.min(0)).astype(int), 0, None)
    high = np.ceil(landmarks.max(0)).astype(int) + 1
    grey = frame[low[1] : high[1], low[0] : high[0]].astype(np.float64).mean(-1)
    if min(grey.shape) <= WIDTH:
        return 1.0
    return max(_blur(grey), _blur(grey.T))


def greatest_blur(frames: NDArray[np.uint8], track: NDArray[np.float32]) -> float:
    """The blur of a clip's least sharp frame.

    Args:
        frames: (frames, size, size, 3).
        track: (frames, 68, 2).
    """
    return max(blur(frame, points) for frame, points in zip(frames, track, strict=True))


def _blur(grey: NDArray[np.float64]) -> float:
    """As `blur`, along the rows of a plane."""
    sums = np.cumsum(np.pad(grey, ((0, 0), (1, 0))), axis=1)
    again = (sums[:, WIDTH:] - sums[:, :-WIDTH]) / WIDTH
    half = WIDTH // 2
    before = np.abs(np.diff(grey[:, half:-half], axis=1))
    lost = np.maximum(before - np.abs(np.diff(again, axis=1)), 0)
    total = float(before.sum())
    return 1.0 - float(lost.sum()) / total if total else 1.0
