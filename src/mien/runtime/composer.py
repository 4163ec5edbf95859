"""Composing a network's change with a photo, at the photo's own resolution."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien.geometry import Frame
from mien.runtime import grain
from mien.runtime.change import Change
from mien.runtime.packed import (
    STEP,
    Words,
    blended,
    copy_colour,
    doubled,
    packed,
    sampled,
    shaded,
    steps,
    unpacked,
)
from mien.runtime.placement import Box, Placement
from mien.types import Picture, Plane

_STRIP = 1 << 16
"""Pixels that are worked on at a time: what fits the processor's cache."""

_REACH = 0.15
"""How far beyond its frame a photo is sampled, as a fraction of the frame's side."""

_STILL = 1 / 32
"""Pixels of movement that nobody sees."""

_EVEN = 1 / 512
"""Share of brightness that rounds to nothing."""

_LARGE = 2048
"""Frames of more pixels a side are read as they are, bilinearly: doubled, they need 4 x memory."""


class Composer:
    """Lays changes over one frame of one photo. Nothing outside the frame is ever touched.

    Args:
        picture: the photo.
        frame: the square.
        size: side of the network's frame in pixels.
        grained: give what is painted the photo's grain.
        threads: how many strips of a large frame are drawn at a time.
    """

    def __init__(
        self, picture: Picture, frame: Frame, size: int, *, grained: bool, threads: int = 1
    ) -> None:
        height, width = picture.shape[:2]
        self.placement = Placement(frame, size, (height, width))
        self._threads = threads
        self._doubled = frame.side <= _LARGE
        self.source = _around(self.placement.whole, round(_REACH * frame.side), height, width)
        self._grain = self._field(picture) if grained else None
        self._limit = 0 if self._grain is None else int(np.abs(self._grain.astype(int) - 128).max())
        self.load(picture)

    @property
    def nbytes(self) -> int:
        """Bytes of the photo's surroundings, packed for reading between its pixels."""
        return self._table.nbytes

    def load(self, picture: Picture) -> None:
        """Take the photo to change from `picture`, of the same size."""
        patch = picture[self.source.slices]
        channels = np.full((*patch.shape[:2], 4), grain.NONE, np.uint8)
        copy_colour(patch, channels)
        if self._grain is not None:
            channels[..., 3] = self._grain
        self._table: Words = packed(doubled(channels) if self._doubled else channels)

    def paste(self, canvas: Picture, change: Change) -> None:
        """Draw the changed frame into a copy of the photo, in place."""
        place = self.placement
        over = place.upright(self._over(change))
        flow = self._flow(change)
        shade = self._shade(change)
        touched = painted = np.asarray(over.getchannel(3)) > 0
        paint = place.box(painted)
        if flow is not None:
            touched = touched | self._moves(flow)
        if shade is not None:
            touched = touched | (np.abs(np.asarray(shade)) > _EVEN)
        images = None if flow is None else [Image.fromarray(axis) for axis in flow]

        def draw(strip: Box) -> None:
            words = self._warped(images, strip)
            if shade is not None:
                shaded(words, np.asarray(place.drawn(shade, strip)))
            covered = strip.common(paint)
            if not covered.empty:
                part = words[covered.within(strip)]
                part[...] = self._painted(part, over, covered)
            copy_colour(unpacked(words), canvas[strip.slices])

        _for_each(draw, _strips(place.box(touched)), self._threads)

    def _over(self, change: Change) -> Image.Image:
        """Colour and opacity in 8 bits."""
        channels = np.empty((*change.opacity.shape, 4), np.uint8)
        colour = change.colour * np.float32(255) + np.float32(0.5)
        copy_colour(colour.astype(np.uint8), channels)
        channels[..., 3] = np.rint(change.opacity * 255)
        return Image.frombuffer("RGBX", channels.shape[1::-1], channels, "raw", "RGBX", 0, 1)

    def _flow(self, change: Change) -> Plane | None:
        """The displacement on the lattice in photo pixels, (2, cells, cells)."""
        if change.flow is None or not change.flow.any():
            return None
        frame = self.placement.frame
        flow = change.flow * np.float32(frame.side)
        if not frame.roll:
            return flow
        turned = np.tensordot(frame.axes.astype(np.float32), flow, 1)
        upright = [self.placement.upright(Image.fromarray(axis)) for axis in turned]
        return np.stack([np.asarray(axis) for axis in upright])

    def _shade(self, change: Change) -> Image.Image | None:
        """The share of brightness on the lattice."""
        if change.shade is None or not change.shade.any():
            return None
        return self.placement.upright(Image.fromarray(change.shade))

    @staticmethod
    def _moves(flow: Plane) -> NDArray[np.bool_]:
        moves: NDArray[np.bool_] = np.abs(flow).max(0) > _STILL
        return moves

    def _warped(self, flow: list[Image.Image] | None, strip: Box) -> Words:
        left, top = strip.left - self.source.left, strip.top - self.source.top
        right, bottom = strip.right - self.source.left, strip.bottom - self.source.top
        if flow is None:
            step = 2 if self._doubled else 1
            rows, columns = (
                slice(step * a, step * b, step) for a, b in ((top, bottom), (left, right))
            )
            return self._table[rows, columns].copy()
        x, y = (steps(np.asarray(self.placement.drawn(axis, strip))) for axis in flow)
        x += np.arange(left, right, dtype=np.int32) * STEP
        y += np.arange(top, bottom, dtype=np.int32)[:, None] * STEP
        if self._doubled:
            x *= 2
            y *= 2
        return sampled(self._table, x, y)

    def _painted(self, under: Words, over: Image.Image, box: Box) -> Words:
        drawn = np.array(self.placement.drawn(over, box))
        if self._limit:
            # Room for the grain, so that no sum leaves 8 bits.
            for channel in range(3):
                colour = drawn[..., channel]
                np.clip(colour, self._limit, 255 - self._limit, out=colour)
        return blended(under, packed(drawn), grained=self._limit > 0)

    def _field(self, picture: Picture) -> NDArray[np.uint8] | None:
        """Grain for the source, or None for a photo that has none or is the coarser of the two."""
        side = self.placement.frame.side
        box = self.placement.whole
        inset = round(side / 4)
        middle = picture[box.top + inset : box.bottom - inset, box.left + inset : box.right - inset]
        if min(middle.shape[:2]) < 8:
            return None
        sigmas = grain.strengths(middle[:1024, :1024], side / self.placement.size)
        shape = (self.source.bottom - self.source.top, self.source.right - self.source.left)
        return grain.field(sigmas, shape) if sum(sigmas) >= 0.5 else None


def _around(box: Box, margin: int, height: int, width: int) -> Box:
    return Box(
        max(box.left - margin, 0),
        max(box.top - margin, 0),
        min(box.right + margin, width),
        min(box.bottom + margin, height),
    )


def _for_each(work: Callable[[Box], None], strips: list[Box], threads: int) -> None:
    if threads == 1 or len(strips) < 2:
        for strip in strips:
            work(strip)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, strips))


def _strips(box: Box) -> list[Box]:
    if box.empty:
        return []
    rows = max(1, _STRIP // (box.right - box.left))
    return [
        Box(box.left, top, box.right, min(top + rows, box.bottom))
        for top in range(box.top, box.bottom, rows)
    ]
