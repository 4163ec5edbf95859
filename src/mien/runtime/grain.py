"""A photo's grain: measured where the face is, and drawn anew where the network paints.

What a network paints at its own resolution has none of the texture that is finer, and would look
like plastic in a larger photo. The field is the same in every frame, whatever their order.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien.types import Picture, Plane

NONE = 128
"""The value of a grain field where there is no grain."""

LIMIT = 20
"""Greatest grain in 8-bit levels."""

OCTAVES = 3
"""Octaves of grain that are told apart."""

_TILE = 512
_SPREAD = 1.4826  # of a normal distribution, per median absolute deviation


def strengths(picture: Picture, scale: float) -> list[float]:
    """How strong the grain is in each octave that the network cannot draw, the finest first.

    Args:
        picture: the middle of a face, at least 8 pixels a side.
        scale: how many of the photo's pixels a pixel of the network covers.

    Returns:
        Standard deviations in 8-bit levels; empty where the network is the finer of the two.
    """
    light = picture.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    found: list[float] = []
    while len(found) < OCTAVES and 2 ** len(found) <= scale and min(light.shape) >= 8:
        fine = light - _blurred(light)
        found.append(float(_SPREAD * np.median(np.abs(fine - np.median(fine)))))
        rows, columns = (length // 2 * 2 for length in light.shape)
        even = light[:rows, :columns]
        light = (
            even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]
        ) / np.float32(4)
    return found


def field(sigmas: list[float], shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Grain of given strengths; the same arguments give the same field.

    Args:
        sigmas: as `strengths` returns them.
        shape: (height, width) of the field.
    """
    total = np.zeros((_TILE, _TILE), np.float32)
    for octave, (sigma, noise) in enumerate(zip(sigmas, noises(len(sigmas)), strict=True)):
        total += _magnified(noise * (sigma / float(noise.std())), 2**octave)
    tile = (NONE + np.clip(np.rint(total), -LIMIT, LIMIT)).astype(np.uint8)
    repeats = [-(-length // _TILE) for length in shape]
    return np.tile(tile, repeats)[: shape[0], : shape[1]]


def noises(octaves: int) -> Iterator[Plane]:
    """Noise without its coarser parts, each octave half as many pixels a side as the one before.

    Args:
        octaves: how many, the finest first.
    """
    generator = np.random.default_rng(0)
    for octave in range(octaves):
        noise = generator.standard_normal((_TILE >> octave,) * 2, np.float32)
        noise -= _blurred(noise)
        yield noise


def _blurred(plane: Plane) -> Plane:
    """Binomial over 3x3 pixels; what lies outside comes from the other side."""
    for axis in (0, 1):
        sides = np.roll(plane, 1, axis) + np.roll(plane, -1, axis)
        plane = np.float32(0.25) * sides + np.float32(0.5) * plane
    return plane


def _magnified(plane: Plane, factor: int) -> Plane:
    if factor == 1:
        return plane
    margin = 2
    image = Image.fromarray(np.pad(plane, margin, mode="wrap"))
    side = plane.shape[0]
    box = (margin, margin, margin + side, margin + side)
    return np.asarray(image.resize((side * factor,) * 2, Image.Resampling.BICUBIC, box=box))
