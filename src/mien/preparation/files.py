"""Files as people have them on disk: with what systems leave beside them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mien.errors import MienError

_JUNK: Final = re.compile(r"\..*|thumbs\.db|desktop\.ini|__macosx", re.IGNORECASE)


PHOTOS: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif"}
)
"""Suffixes of what counts as a photo in a folder, in lower case."""


def is_junk(path: Path) -> bool:
    """Whether a system, not a person, put this file or folder there (.DS_Store, Thumbs.db)."""
    return bool(_JUNK.fullmatch(path.name))


def children(folder: Path) -> list[Path]:
    """What lies in a folder, without junk, in the order of the names."""
    return sorted(path for path in folder.iterdir() if not is_junk(path))


def contents(path: Path) -> list[Path]:
    """A file itself, or what lies in a folder."""
    return sorted(path.iterdir()) if path.is_dir() else [path]


def walk(folder: Path) -> Iterator[Path]:
    """All files below a folder, without junk, in the order of the names."""
    for path in children(folder):
        if path.is_dir():
            yield from walk(path)
        else:
            yield path


@contextmanager
def looking() -> Iterator[None]:
    """Turn what a closed folder raises into words.

    Raises:
        MienError: a file or a folder may not be looked into.
    """
    try:
        yield
    except OSError as error:
        raise MienError(
            f"{error.filename} cannot be looked into: {error.strerror}. Check its permissions."
        ) from error


def photos(folder: Path) -> list[Path]:
    """All photos below a folder, by their suffixes, in the order of the names."""
    return [path for path in walk(folder) if path.suffix.lower() in PHOTOS]


def clip_id(*parts: str) -> str:
    """A clip's id, which names a file: the parts that are not empty, with hyphens between.

    What file systems disagree about, or a shell would take for its own, becomes a hyphen.
    """
    joined = "-".join(part for part in parts if part)
    return re.sub(r"[^\w.+=@-]+", "-", joined).strip(".-") or "clip"


def expression_name(said: str) -> str:
    """An expression as clips name it, whoever wrote it: `Big Smile` is `big-smile`."""
    return clip_id(said.lower())
