"""Four 8-bit channels in one 32-bit word: warping and blending pictures at speed in plain numpy.

A word holds the channels of one pixel, red lowest. Two words of 16-bit lanes, (red, blue) and
(green, fourth), take weights of 8 bits without overflow: one multiplication serves two channels.
Everything is integer: the same input gives the same bits, whatever the threads.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien.types import Plane

Words: TypeAlias = NDArray[np.uint32]
"""Pixels of four 8-bit channels, any shape."""

Steps: TypeAlias = NDArray[np.int32]
"""Positions in 1/256 of a pixel."""

STEP = 256
"""Steps in a pixel."""

_LOW = np.uint32(0x00FF00FF)
_HIGH = np.uint32(0xFF00FF00)
_HALF = np.uint32(0x00800080)
_ONES = np.uint32(0x00010001)
_EIGHT = np.uint32(8)
_WHOLE = np.uint32(256)
_CENTRE = np.uint32(128 * 0x00010001)
_SHADED = np.uint64(0x0000000100010001)


def packed(channels: NDArray[np.uint8]) -> Words:
    """Words of (height, width, 4) channels, (height, width)."""
    words: Words = np.ascontiguousarray(channels).view("<u4")[..., 0]
    return words


def unpacked(words: Words) -> NDArray[np.uint8]:
    """The (..., 4) channels of words."""
    return words.astype("<u4", copy=False).view(np.uint8).reshape(*words.shape, 4)


def copy_colour(source: NDArray[np.uint8], target: NDArray[np.uint8]) -> None:
    """Copy the first three channels, one after another: pixel by pixel numpy is far slower.

    Args:
        source: (height, width, 3 or 4).
        target: of the same height and width.
    """
    for channel in range(3):
        target[..., channel] = source[..., channel]


def doubled(channels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(height, width, 4) channels at twice the resolution; every other one is kept to the bit.

    Reading between these is as sharp as reading between the original ones with a Lanczos kernel.
    """
    height, width = channels.shape[:2]
    image = Image.fromarray(np.pad(channels, ((0, 1), (0, 1), (0, 0)), mode="edge"), "RGBX")
    box = (0.25, 0.25, width + 0.25, height + 0.25)
    size = (2 * width, 2 * height)
    return np.asarray(image.resize(size, Image.Resampling.LANCZOS, box=box))


def sampled(table: Words, x: Steps, y: Steps) -> Words:
    """Read a packed picture between its pixels, bilinearly; its border continues outside.

    Args:
        table: (height, width).
        x: columns, any shape; overwritten.
        y: rows, the same shape; overwritten.
    """
    height, width = table.shape
    np.clip(x, 0, (width - 1) * STEP, out=x)
    np.clip(y, 0, (height - 1) * STEP, out=y)
    index = ((y >> 8) * np.int32(width) + (x >> 8)).astype(np.intp)
    x &= 255
    y &= 255
    right, down = x.view(np.uint32), y.view(np.uint32)
    both = (right * down) >> _EIGHT
    low: Words | None = None
    flat = table.reshape(-1)
    weights = (_WHOLE - right - down + both, right - both, down - both, both)
    for offset, weight in zip((0, 1, width, width + 1), weights, strict=True):
        # A neighbour past the end has weight 0; the slice may be empty for a one-row picture.
        word = flat[min(offset, flat.size - 1) :].take(index, mode="clip")
        part = word & _LOW
        part *= weight
        word >>= _EIGHT
        word &= _LOW
        word *= weight
        if low is None:
            low, high = part, word
        else:
            low += part
            high += word
    assert low is not None
    return _joined(low, high)


def shaded(words: Words, shade: Plane) -> None:
    """Brighten or darken three channels by a share of their own, in place; the fourth is kept.

    Args:
        words: any shape, contiguous.
        shade: of the same shape, in [-0.5, 0.5].
    """
    factor = np.rint(shade * np.float32(256)).astype(np.int16)
    np.clip(factor, -127, 127, out=factor)
    # Four numbers a pixel, the last of them 0: whole rows are faster than triples.
    change = (factor.view(np.uint16) * _SHADED).view(np.int16)
    channels = words.view(np.uint8).reshape(change.shape)
    change *= channels
    change += 128
    change >>= 8
    change += channels
    np.clip(change, 0, 255, out=change)
    channels[...] = change


def blended(under: Words, over: Words, *, grained: bool) -> Words:
    """Lay `over` on `under` with the opacity in its fourth channel.

    With 0 the pixel of `under` is kept to the bit, with 255 that of `over`.

    Args:
        under: words whose fourth channel is grain, 128 meaning none.
        over: words whose fourth channel is opacity.
        grained: add the grain of `under` to `over`; the sum must stay in 0..255.
    """
    opacity = over >> np.uint32(24)
    opacity += opacity >> np.uint32(7)
    low, high = over & _LOW, (over >> _EIGHT) & _LOW
    if grained:
        grain = (under >> np.uint32(24)) * _ONES
        grain -= _CENTRE
        low += grain
        high += grain
    low *= opacity
    high *= opacity
    rest = _WHOLE - opacity
    low += (under & _LOW) * rest
    high += ((under >> _EIGHT) & _LOW) * rest
    return _joined(low, high)


def steps(pixels: Plane) -> Steps:
    """Displacements in pixels as whole steps."""
    scaled = pixels * np.float32(STEP)
    whole: Steps = np.rint(scaled, out=scaled).astype(np.int32)
    return whole


def _joined(low: Words, high: Words) -> Words:
    """Round the lanes of both halves to 8 bits and put them together."""
    low += _HALF
    high += _HALF
    low >>= _EIGHT
    low &= _LOW
    high &= _HIGH
    high |= low
    return high
