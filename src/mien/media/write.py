"""Write a clip in the format that the target's name asks for."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.media.arrays import write_arrays
from mien.media.label import Label
from mien.media.options import ClipOptions, frame_rate
from mien.media.pictures import write_folder, write_jpeg, write_png, write_webp
from mien.media.targets import check_target, replacing
from mien.types import Picture

Writer = Callable[[Iterator[Picture], Path, ClipOptions], None]


def write_clip(
    frames: Iterable[Picture],
    target: Path,
    *,
    fps: float,
    label: Label | None = Label(),  # noqa: B008 - frozen
    loop: bool = True,
    total: int | None = None,
    **arrays: NDArray[Any],
) -> Path:
    """Write a clip; the target's extension chooses the format (`mien.media.targets.KINDS`).

    Frames are taken one at a time and memory is flat in their number, but for WebP, whose encoder
    keeps the compressed clip. The target appears when it is finished; on any error, an
    interruption included, it is as it was before.

    Args:
        frames: uint8 sRGB pictures (H, W, 3), all of one size.
        target: file, or folder for numbered PNG pictures; an existing clip is replaced.
        fps: frames per second.
        label: mark that goes into the file's metadata, or None for none.
        loop: whether GIF, WebP and APNG repeat without end.
        total: number of frames that are expected; another number is an error.
        arrays: further entries of an .npz, such as `degrees`; other formats leave them out.

    Returns:
        The target.

    Raises:
        MienError: the target cannot be written, or the frames do not make a clip.
    """
    target = Path(target)
    check_target(target)
    for name, values in arrays.items():
        if not isinstance(values, np.ndarray):
            raise TypeError(f"write_clip() got {name!r}, which is neither an option nor an array")
    options = ClipOptions(rate=frame_rate(fps), label=label, loop=loop, arrays=arrays)
    checked = _checked(frames, total)
    with replacing(target) as scratch:
        try:
            _writer(target)(checked, scratch, options)
        except (OSError, _codec_error()) as error:
            raise MienError(
                f"{target} could not be written: {error}. "
                "Is there room on the disk, and are the pictures of a size that the format allows?"
            ) from error
    return target


def _checked(frames: Iterable[Picture], total: int | None) -> Iterator[Picture]:
    """The frames, once it is certain that there are any; each is checked as it passes."""
    passing = _passing(frames, total)
    first = next(passing, None)
    if first is None:
        raise MienError("The clip has no frames: give a schedule of at least one degree.")
    return itertools.chain([first], passing)


def _passing(frames: Iterable[Picture], total: int | None) -> Iterator[Picture]:
    shape: tuple[int, ...] | None = None
    count = 0
    for frame in frames:
        shape = shape or frame.shape
        if frame.dtype != np.uint8 or frame.ndim != 3 or frame.shape[2] != 3:
            raise MienError(f"Frame {count} is {frame.dtype} {frame.shape}, not uint8 (H, W, 3).")
        if frame.shape != shape:
            raise MienError(
                f"Frame {count} has shape {frame.shape}, the first has {shape}. "
                "A clip needs frames of one size."
            )
        count += 1
        yield frame
    if total is not None and count != total:
        raise MienError(f"The clip has {count} frames, and {total} were expected.")


def _write_png(frames: Iterator[Picture], path: Path, options: ClipOptions) -> None:
    """One frame becomes a plain PNG, several become an APNG."""
    first, second = next(frames), next(frames, None)
    if second is None:
        write_png(first, path, options.label)
        return
    from mien.media.apng import write_apng  # noqa: PLC0415 - PyAV takes 0.1 s

    write_apng(itertools.chain([first, second], frames), path, options)


def _writer(target: Path) -> Writer:
    kind = target.suffix.lower()
    by_pillow_and_numpy: dict[str, Writer] = {
        "": write_folder,
        ".png": _write_png,
        ".jpg": write_jpeg,
        ".jpeg": write_jpeg,
        ".webp": write_webp,
        ".npz": write_arrays,
    }
    if kind in by_pillow_and_numpy:
        return by_pillow_and_numpy[kind]
    from mien.media import gif, video  # noqa: PLC0415 - PyAV takes 0.1 s

    return gif.write_gif if kind == ".gif" else video.write_video


def _codec_error() -> type[Exception]:
    from av.error import FFmpegError  # noqa: PLC0415 - PyAV takes 0.1 s

    return FFmpegError
