"""Where a frame's maps lie in the photo, and drawing them at the photo's own pixels."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien.geometry import Frame

_SLACK = 1e-6


@dataclass(frozen=True)
class Box:
    """Whole pixels of a photo: columns [left, right), rows [top, bottom)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def empty(self) -> bool:
        """Whether it holds no pixel."""
        return self.left >= self.right or self.top >= self.bottom

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns, to index a picture with."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def common(self, other: "Box") -> "Box":
        """The pixels of both."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def within(self, other: "Box") -> tuple[slice, slice]:
        """Rows and columns, to index with what is a picture of another box."""
        return (
            slice(self.top - other.top, self.bottom - other.top),
            slice(self.left - other.left, self.right - other.left),
        )


@dataclass(frozen=True)
class Placement:
    """A frame of `size` pixels a side in a photo.

    A turned frame's maps are first drawn on an upright lattice, fine enough to lose nothing; from
    there on, everything is separable.

    Attributes:
        frame: the square in the photo.
        size: side of the network's frame in pixels.
        photo: (height, width).
    """

    frame: Frame
    size: int
    photo: tuple[int, int]

    @cached_property
    def cells(self) -> int:
        """Side of the upright lattice in cells."""
        if not self.frame.roll:
            return self.size
        return int(np.ceil(np.abs(self.frame.axes[0]).sum() * self.size * self._fineness))

    @property
    def _fineness(self) -> int:
        return 1 if not self.frame.roll or self.frame.side < 4 * self.size else 2

    @property
    def cell(self) -> float:
        """Side of a lattice cell in photo pixels."""
        return self.frame.side / (self.size * self._fineness)

    @cached_property
    def corner(self) -> NDArray[np.float64]:
        """(x, y) of the lattice's top left corner, counted from that of the photo."""
        return np.asarray(self.frame.centre) - self.cells * self.cell / 2

    def upright(self, image: Image.Image) -> Image.Image:
        """A map of the frame on the lattice; 0 outside the frame."""
        if not self.frame.roll:
            return image
        turn = self.frame.axes.T / self._fineness
        start = self.size / 2 - turn.sum(1) * self.cells / 2
        coefficients = (*turn[0], start[0], *turn[1], start[1])
        return image.transform(
            (self.cells, self.cells),
            Image.Transform.AFFINE,
            coefficients,
            resample=Image.Resampling.BILINEAR,
        )

    def box(self, touched: NDArray[np.bool_]) -> Box:
        """The photo's pixels in and around the lattice's cells that are touched.

        Args:
            touched: (cells, cells).
        """
        rows, columns = np.flatnonzero(touched.any(1)), np.flatnonzero(touched.any(0))
        if not len(rows):
            return Box(0, 0, 0, 0)
        # Interpolation spreads a cell over its two neighbours.
        return self._pixels(
            np.array([columns[0] - 2, rows[0] - 2]), np.array([columns[-1] + 3, rows[-1] + 3])
        )

    @cached_property
    def whole(self) -> Box:
        """The photo's pixels inside the lattice."""
        return self._pixels(np.zeros(2, int), np.full(2, self.cells))

    def _pixels(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> Box:
        low = self.corner + self.cell * np.clip(first, 0, self.cells)
        high = self.corner + self.cell * np.clip(last, 0, self.cells)
        left, top = np.maximum(np.ceil(low - _SLACK).astype(int), 0)
        height, width = self.photo
        right, bottom = np.minimum(np.floor(high + _SLACK).astype(int), (width, height))
        return Box(int(left), int(top), int(right), int(bottom))

    def drawn(self, image: Image.Image, box: Box) -> Image.Image:
        """An upright map at the photo's pixels.

        Args:
            image: (cells, cells), of any mode.
            box: pixels inside `whole`.
        """
        corner = np.tile(self.corner, 2)
        edges = (np.array([box.left, box.top, box.right, box.bottom]) - corner) / self.cell
        left, top, right, bottom = np.clip(edges, 0, self.cells).tolist()
        return image.resize(
            (box.right - box.left, box.bottom - box.top),
            Image.Resampling.BICUBIC,
            box=(left, top, right, bottom),
        )
