"""Bring all clips to one length, rate and size, so that nothing but the method tells them apart."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien.errors import MienError
from mien.media import iter_timed, write_clip
from mien.study.study import Screen
from mien.types import Picture

Fit: TypeAlias = Literal["stretch", "hold", "cut"]
"""How a clip comes to the common length: played slower or faster, held at its end, or cut."""

_LARGEST = 512
"""The longer side of a clip, in pixels, unless the user says otherwise."""

_TILES = 4
"""A damaged clip is cut into so many tiles a side."""


@dataclass(frozen=True, kw_only=True)
class Extent:
    """What a clip measures: pixels, pixels, seconds."""

    width: int
    height: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the user asked for; None lets the clips decide."""

    fps: float = 25.0
    fit: Fit = "stretch"
    seconds: float | None = None
    size: tuple[int, int] | None = None


def measure(path: Path) -> Extent:
    """Measure a clip.

    Raises:
        MienError: it cannot be read.
    """
    times, shape = [], (0, 0)
    for seconds, frame in iter_timed(path):
        times.append(seconds)
        shape = frame.shape[:2]
    step = times[-1] / (len(times) - 1) if len(times) > 1 else 1 / 25
    return Extent(width=shape[1], height=shape[0], seconds=times[-1] + step)


def common(extents: Sequence[Extent], wanted: Wanted) -> Screen:
    """The screen of all clips: as small as the smallest, so that none is enlarged.

    Raises:
        MienError: a clip is too short to be cut, or what is asked for is no clip.
    """
    lengths = [extent.seconds for extent in extents]
    default = {"stretch": statistics.median(lengths), "hold": max(lengths), "cut": min(lengths)}
    seconds = wanted.seconds or default[wanted.fit]
    if wanted.fit == "cut" and seconds > min(lengths) + 1e-6:
        raise MienError(
            f"A clip of {min(lengths):.2f} s cannot be cut to {seconds:.2f} s. Ask for less, "
            "or bring clips to one length with --fit stretch or --fit hold."
        )
    least = min(extents, key=lambda extent: extent.width * extent.height)
    width, height = wanted.size or _page_size(least)
    frames = round(seconds * wanted.fps)
    if frames < 2 or min(width, height) < 16:
        raise MienError(f"{frames} frames of {width} x {height} pixels are too little to look at.")
    return Screen(
        width=width - width % 2,
        height=height - height % 2,
        fps=wanted.fps,
        frames=frames,
        fit=wanted.fit,
    )


def _page_size(extent: Extent) -> tuple[int, int]:
    """A clip's own size, or what of it a page has room for."""
    share = min(1.0, _LARGEST / max(extent.width, extent.height))
    return round(extent.width * share), round(extent.height * share)


def bring(path: Path, target: Path, screen: Screen) -> None:
    """Write a clip anew, as every other one; no mark in it says where it comes from.

    Raises:
        MienError: it cannot be read or written.
    """
    _write(_retimed(*_read(path), screen), target, screen)


def damage(path: Path, target: Path, screen: Screen, seed: str) -> None:
    """Write a clip cut into tiles that are mixed up: nobody who looks takes it for a recording.

    The tiles stay where they are, so that nothing flashes.
    """
    places = [*range(_TILES * _TILES)]
    while sum(place == was for was, place in enumerate(places)) > 2:
        Random(seed).shuffle(places)
        seed += "+"
    frames = _retimed(*_read(path), screen)
    _write((_mixed(_fitted(frame, screen), places) for frame in frames), target, screen)


def still(path: Path, target: Path, screen: Screen) -> None:
    """Write a clip's first frame as a clip in which nothing moves."""
    frames, _ = _read(path)
    _write(frames[:1] * screen.frames, target, screen)


def _read(path: Path) -> tuple[list[Picture], list[float]]:
    timed = list(iter_timed(path))
    return [frame for _, frame in timed], [seconds for seconds, _ in timed]


def _retimed(frames: list[Picture], times: list[float], screen: Screen) -> list[Picture]:
    if screen.fit == "stretch":
        picked = np.linspace(0, len(frames) - 1, screen.frames).round().astype(int)
    else:
        moments = np.arange(screen.frames) / screen.fps + 1e-4
        picked = np.searchsorted(np.array(times), moments, side="right") - 1
    return [frames[index] for index in picked]


def _write(frames: Iterable[Picture], target: Path, screen: Screen) -> None:
    fitted = (_fitted(frame, screen) for frame in frames)
    write_clip(fitted, target, fps=screen.fps, label=None, total=screen.frames)


def _fitted(frame: Picture, screen: Screen) -> Picture:
    """The middle of a frame that has the screen's proportions, at the screen's size."""
    height, width = frame.shape[:2]
    if (width, height) == (screen.width, screen.height):
        return frame
    scale = min(width / screen.width, height / screen.height)
    half = screen.width * scale / 2, screen.height * scale / 2
    box = (width / 2 - half[0], height / 2 - half[1], width / 2 + half[0], height / 2 + half[1])
    size = (screen.width, screen.height)
    return np.asarray(Image.fromarray(frame).resize(size, Image.Resampling.LANCZOS, box=box))


def _mixed(frame: Picture, places: list[int]) -> NDArray[np.uint8]:
    height, width = (side // _TILES for side in frame.shape[:2])
    mixed = frame.copy()
    for place, source in enumerate(places):
        mixed[_tile(place, height, width)] = frame[_tile(source, height, width)]
    return mixed


def _tile(place: int, height: int, width: int) -> tuple[slice, slice]:
    row, column = divmod(place, _TILES)
    return (
        slice(row * height, (row + 1) * height),
        slice(column * width, (column + 1) * width),
    )
