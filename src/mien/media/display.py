"""A decoded picture as it is meant to be seen: upright, unmirrored, with square pixels."""

from fractions import Fraction
from typing import Any, Final

import av
import numpy as np
from av.sidedata.sidedata import Type
from av.video.reformatter import Interpolation
from numpy.typing import NDArray

from mien.types import Picture

EXACT: Final = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
"""Without these, FFmpeg's conversion to RGB darkens by one level; they cost no time."""

_ODDEST: Final = 4
"""A pixel that is said to be longer than this many times its other side is a damaged number."""


def shown(picture: av.VideoFrame, pixel: Fraction | None) -> Picture:
    """The picture in sRGB, as its video's display matrix and shape of pixels ask for.

    Args:
        picture: as decoded.
        pixel: width of a pixel by its height; None or 0 if nobody says. The picture grows along
            their longer side, so that nothing is lost.
    """
    width, height = picture.width, picture.height
    ratio = float(pixel or 1)
    if 1 / _ODDEST <= ratio <= _ODDEST:
        width, height = round(width * max(ratio, 1.0)), round(height / min(ratio, 1.0))
    rgb = picture.to_ndarray(format="rgb24", width=width, height=height, interpolation=EXACT)
    return _placed(rgb.astype(np.uint8, copy=False), _display_matrix(picture))


def _display_matrix(picture: av.VideoFrame) -> NDArray[np.int32]:
    """Where the display puts the right and the lower side, (2, 2), in 65536ths."""
    beside: Any = picture.side_data  # PyAV's own types name one key only
    matrix = beside.get(Type.DISPLAYMATRIX)
    if matrix is None:
        return np.eye(2, dtype=np.int32)
    return np.frombuffer(matrix, np.int32).reshape(3, 3)[:2, :2]


def _placed(frame: Picture, matrix: NDArray[np.int32]) -> Picture:
    """Turn and mirror a frame by the quarters that are nearest to a matrix."""
    (right, down), (across, low) = matrix.tolist()
    lying = abs(down) > abs(right)
    frame = frame.swapaxes(0, 1) if lying else frame
    to_right, to_low = (across, down) if lying else (right, low)
    frame = frame[:, ::-1] if to_right < 0 else frame
    frame = frame[::-1] if to_low < 0 else frame
    return np.ascontiguousarray(frame)
