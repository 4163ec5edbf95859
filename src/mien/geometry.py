"""Frames: the squares of a photo that the network sees, and cutting them out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from mien.types import Picture, Plane

REDUCING_GAP = 3
"""Photos are first shrunk by averaging whole pixels, at most to this many times the result."""


@dataclass(frozen=True)
class Frame:
    """A square in a photo, perhaps turned, perhaps reaching beyond the photo.

    Attributes:
        centre: (x, y) in photo pixels counted from the photo's top left corner, so that the centre
            of a photo 10 pixels wide is at 5.0 (the corner lies half a pixel before (0, 0)).
        side: in photo pixels.
        roll: degrees by which the square is turned, positive = clockwise on the screen.
    """

    centre: tuple[float, float]
    side: float
    roll: float = 0.0

    @property
    def axes(self) -> NDArray[np.float64]:
        """(2, 2): its columns are the frame's unit x and y axes in the photo."""
        angle = np.radians(self.roll)
        cos, sin = np.cos(angle), np.sin(angle)
        return np.array([[cos, -sin], [sin, cos]])

    def to_photo(self, points: ArrayLike, size: float) -> Plane:
        """Map pixels of the frame, drawn with `size` pixels a side, to pixels of the photo.

        Args:
            points: (..., 2), x before y.
            size: side of the frame's picture in pixels.

        Returns:
            (..., 2): `centre + axes ((p + 1/2) / size - 1/2) side - 1/2`.
        """
        square = (np.asarray(points, np.float64) + 0.5) / size - 0.5
        photo = square * self.side @ self.axes.T + np.asarray(self.centre) - 0.5
        return np.asarray(photo, np.float32)

    def to_frame(self, points: ArrayLike, size: float) -> Plane:
        """Map pixels of the photo to pixels of the frame: the inverse of `to_photo`."""
        away = np.asarray(points, np.float64) + 0.5 - np.asarray(self.centre)
        square = away @ self.axes / self.side
        return np.asarray((square + 0.5) * size - 0.5, np.float32)


def whole_frame(height: int, width: int) -> Frame:
    """The smallest upright frame that holds a whole picture, around the picture's centre."""
    return Frame((width / 2, height / 2), float(max(height, width)))


def shrunk(picture: Picture, longest: int) -> Picture:
    """A picture whose longer side has at most `longest` pixels; a smaller one is left as it is."""
    height, width = picture.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    image = Image.fromarray(picture)
    return np.asarray(image.resize(size, Image.Resampling.LANCZOS, reducing_gap=REDUCING_GAP))


def scaled(frame: Frame, scale: float) -> Frame:
    """The same frame in a photo that is so many times as large."""
    x, y = frame.centre
    return Frame((x * scale, y * scale), frame.side * scale, frame.roll)


def cut(picture: Picture, frame: Frame, size: int) -> Picture:
    """Draw a frame, antialiased; where the photo ends, it is continued by reflection.

    An upright frame whose pixels are the photo's pixels comes back unchanged.

    Args:
        picture: (height, width, 3), or (height, width) for a plane.
        frame: where to cut.
        size: side of the result in pixels.

    Returns:
        (size, size, 3), or (size, size).
    """
    factor = max(1, int(frame.side / size / REDUCING_GAP))
    patch, corner = _patch(picture, frame, factor)
    centre = np.asarray(frame.centre) / factor - corner
    if frame.roll == 0:
        half = frame.side / factor / 2
        box = (centre[0] - half, centre[1] - half, centre[0] + half, centre[1] + half)
        upright = Image.fromarray(patch).resize((size, size), Image.Resampling.BICUBIC, box)
        return np.asarray(upright)
    return _turned(patch, centre, frame.axes * (frame.side / factor / size), size)


def _turned(
    patch: Picture, centre: NDArray[np.float64], axes: NDArray[np.float64], size: int
) -> Picture:
    """Draw a turned square around `centre`; `axes` are a pixel of the result in the patch."""
    fine = 2 * size
    extent = np.array((patch.shape[1], patch.shape[0]))
    shape = np.rint(extent * 2 / np.hypot(*axes[:, 0])).astype(int)
    scaled = Image.fromarray(patch).resize((int(shape[0]), int(shape[1])), Image.Resampling.BICUBIC)
    step = axes / 2 * (shape / extent)[:, None]
    start = centre * shape / extent - step.sum(1) * size
    affine = (*step[0], start[0], *step[1], start[1])
    drawn = scaled.transform(
        (fine, fine), Image.Transform.AFFINE, affine, resample=Image.Resampling.BILINEAR
    )
    pixels = np.asarray(drawn).astype(np.uint16)
    four = pixels[::2, ::2] + pixels[1::2, ::2] + pixels[::2, 1::2] + pixels[1::2, 1::2]
    # Pillow's affine map truncates: rounding up the mean of four makes up for it, and flat parts
    # keep their value.
    return np.asarray((four + 3) // 4, np.uint8)


def _patch(picture: Picture, frame: Frame, factor: int) -> tuple[Picture, NDArray[np.int64]]:
    """The frame's surroundings, `factor` times smaller, and their corner in such pixels."""
    reach = np.abs(frame.axes).sum(1) * frame.side / 2
    low = np.floor((np.asarray(frame.centre) - reach) / factor).astype(int) - 3
    high = np.ceil((np.asarray(frame.centre) + reach) / factor).astype(int) + 3
    rows, columns = (
        _reflected(np.arange(low[axis], high[axis]), -(-picture.shape[1 - axis] // factor))
        for axis in (1, 0)
    )
    # Only the part in question is made smaller: a frame of a large photo is often a small part.
    part = picture[
        rows.min() * factor : (rows.max() + 1) * factor,
        columns.min() * factor : (columns.max() + 1) * factor,
    ]
    if factor > 1:
        part = np.asarray(Image.fromarray(part).reduce(factor))
    if part.shape[:2] != (rows.size, columns.size):
        part = part[rows - rows.min()][:, columns - columns.min()]
    return np.ascontiguousarray(part), low


def _reflected(index: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Fold positions beyond either end back inside; the outermost pixel is not repeated."""
    if length == 1:
        return np.zeros_like(index)
    folded = np.abs(index) % (2 * length - 2)
    return np.asarray(np.minimum(folded, 2 * length - 2 - folded), np.int64)
