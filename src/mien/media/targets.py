"""Where a clip may be written, and how a finished file takes its place at once."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mien.errors import MienError

KINDS = {
    ".mp4": "H.264 video",
    ".webm": "VP9 video",
    ".gif": "GIF",
    ".webp": "animated WebP",
    ".png": "animated PNG",
    ".jpg": "JPEG, one picture",
    ".jpeg": "JPEG, one picture",
    ".npz": "NumPy arrays",
    "": "a folder of PNG pictures",
}
"""What a clip can be written as, by the target's extension in lower case."""

_FRAME_NAME = re.compile(r"frame-\d+\.png")


def frame_name(index: int) -> str:
    """Name of one picture in a folder of frames, counted from zero."""
    return f"frame-{index:05d}.png"


def check_target(target: Path) -> None:
    """Refuse a target that cannot be written, before any work is done.

    An existing clip is accepted: it is replaced when the new one is finished.

    Raises:
        MienError: unknown extension, missing or closed parent folder, something else in the way.
    """
    target = Path(target)
    kind = target.suffix.lower()
    if kind not in KINDS or not target.name:
        known = ", ".join(extension for extension in KINDS if extension)
        raise MienError(
            f"{target}: no clip can be written as {kind or 'this'}. "
            f"End the name in {known}, or in nothing for a folder of pictures."
        )
    _check_place(target, folder=not kind)
    parent = target.parent
    if not parent.is_dir():
        found = "is not a folder" if parent.exists() else "does not exist"
        raise MienError(f"{target} cannot be written: {parent} {found}. Make the folder first.")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise MienError(
            f"{target} cannot be written: the folder {parent} may not be changed by you. "
            "Choose another folder, or change its permissions."
        )


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Lend a temporary path beside the target; it becomes the target when the block ends well.

    On any error, an interruption included, what was written is removed and the target is as before.
    """
    scratch = _scratch(target)
    try:
        yield scratch
        if target.is_dir():
            _swap(scratch, target)
        else:
            scratch.replace(target)
    finally:
        _remove(scratch)


def _check_place(target: Path, *, folder: bool) -> None:
    if not folder and target.is_dir():
        raise MienError(f"{target} is a folder, not a file. Choose another name.")
    if not folder or not target.exists():
        return
    if not target.is_dir():
        raise MienError(
            f"{target} is a file; without an extension a folder of pictures is written. "
            "Choose another name, or add an extension such as .mp4."
        )
    others = [path.name for path in target.iterdir() if not _FRAME_NAME.fullmatch(path.name)]
    if others:
        raise MienError(
            f"{target} holds other files ({sorted(others)[0]}); they would be lost. "
            "Choose a new folder, or an empty one."
        )


def _scratch(target: Path) -> Path:
    return target.with_name(f".{secrets.token_hex(6)}.part{target.suffix}")


def _swap(scratch: Path, target: Path) -> None:
    """Put one folder in another's place, which no system call does for folders with content."""
    former = _scratch(target)
    target.rename(former)
    try:
        scratch.rename(target)
    except BaseException:
        former.rename(target)
        raise
    _remove(former)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
