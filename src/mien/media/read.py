"""Read a clip back, and the label in it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.media.arrays import arrays_label, iter_arrays
from mien.media.diagnosis import check_file, found
from mien.media.label import Label, from_xmp
from mien.media.pictures import iter_pictures, picture_label
from mien.types import Picture

PICTURES = frozenset({".gif", ".webp", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".avif"})
VIDEOS = frozenset(
    {
        *(".mp4", ".webm", ".mov", ".m4v", ".mkv", ".avi", ".flv", ".mpg", ".mpeg", ".wmv"),
        *(".3gp", ".3g2", ".ts", ".mts", ".m2t", ".m2ts", ".ogv", ".mxf", ".vob", ".dv", ".asf"),
        *(".f4v", ".m2v", ".mpe", ".qt", ".rm", ".rmvb", ".divx"),
    }
)
RATE = 25.0
"""Frames per second of pictures that say nothing of time."""

_Result = TypeVar("_Result")


def iter_frames(path: Path) -> Iterator[Picture]:
    """The frames of a clip, in order, uint8 sRGB (H, W, 3), one at a time.

    Args:
        path: a video, a picture with or without motion, an .npz, or a folder of pictures, which
            are taken in the order of the numbers in their names.

    Raises:
        MienError: there is no clip, it is damaged, or its frames differ in size.
    """
    return (frame for _, frame in iter_timed(path))


def iter_timed(path: Path, rate: float = RATE) -> Iterator[tuple[float, Picture]]:
    """The frames of a clip as `iter_frames`, each with its time in seconds.

    Only videos say when a frame is shown, and need not do so evenly.

    Args:
        path: as `iter_frames`.
        rate: frames per second of pictures and .npz.

    Raises:
        MienError: as `iter_frames`.
    """
    path = Path(path)
    shape: tuple[int, ...] | None = None
    for seconds, frame in _guarded(path, _timed(path, rate)):
        if shape not in (None, frame.shape):
            raise MienError(f"{path}: a frame has shape {frame.shape}, the first has {shape}.")
        shape = frame.shape
        yield seconds, frame
    if shape is None:
        raise MienError(
            f"{path} holds no frames, or is damaged. Name a clip, or a folder of pictures."
        )


def read_frames(path: Path) -> NDArray[np.uint8]:
    """All frames of a clip at once, uint8 sRGB (T, H, W, 3).

    Raises:
        MienError: as `iter_frames`.
    """
    return np.stack(list(iter_frames(path)))


def read_label(path: Path) -> Label | None:
    """The mark in a clip's metadata that says how it was made; None where there is none.

    Raises:
        MienError: there is no file, or it is damaged.
    """
    path = Path(path)
    if path.is_dir():
        path = _folder(path)[0]
    check_file(path)
    return next(_guarded(path, _label(path)))


def _label(path: Path) -> Iterator[Label | None]:
    kind = path.suffix.lower()
    if kind == ".npz":
        yield arrays_label(path)
    elif kind in VIDEOS:
        from mien.media.video import video_label  # noqa: PLC0415 - PyAV takes 0.1 s

        yield video_label(path)
    elif kind == ".gif":
        from mien.media.gif import gif_xmp  # noqa: PLC0415 - PyAV takes 0.1 s

        yield from_xmp(gif_xmp(path))
    else:
        yield picture_label(path)


def _timed(path: Path, rate: float) -> Iterator[tuple[float, Picture]]:
    if path.suffix.lower() in VIDEOS and not path.is_dir():
        check_file(path)
        from mien.media.video import iter_timed_video  # noqa: PLC0415 - PyAV takes 0.1 s

        return iter_timed_video(path)
    return ((index / rate, frame) for index, frame in enumerate(_frames(path)))


def _frames(path: Path) -> Iterator[Picture]:
    if path.is_dir():
        for picture in _folder(path):
            yield next(_guarded(picture, iter_pictures(picture)))
        return
    check_file(path)
    yield from _reader(path)(path)


def _reader(path: Path) -> Callable[[Path], Iterator[Picture]]:
    kind = path.suffix.lower()
    if kind == ".npz":
        return iter_arrays
    if kind in PICTURES:
        return iter_pictures
    known = ", ".join(sorted(PICTURES | VIDEOS | {".npz"}))
    raise MienError(f"{path} is not named as a clip. Known are {known}, and folders of pictures.")


def _folder(path: Path) -> list[Path]:
    pictures = [
        item
        for item in path.iterdir()
        # macOS leaves ._001.png beside 001.png, which is no picture.
        if item.suffix.lower() in PICTURES and not item.name.startswith(".")
    ]
    if not pictures:
        raise MienError(f"{path} holds no pictures. Name a folder written by mien, or a clip.")
    return sorted(pictures, key=_counting_order)


def _counting_order(path: Path) -> list[tuple[int, str]]:
    parts = re.split(r"(\d+)", path.name)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _guarded(path: Path, results: Iterator[_Result]) -> Iterator[_Result]:
    """Codecs raise whatever a damaged file provokes: say which file it was."""
    try:
        yield from results
    except MienError:
        raise
    except Exception as error:
        raise MienError(
            f"{path} cannot be read: it is {found(path)}, damaged or of an unknown kind ({error}). "
            "Make or copy it again."
        ) from error
