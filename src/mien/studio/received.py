"""Photos that arrive as bytes; no name that a client gives ever becomes a path."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path

from mien.errors import MienError
from mien.media import Photo, read_photo

_LONGEST = 80
"""Signs of a name that are kept."""


def photo_from(content: bytes, name: str, *, most_pixels: int) -> Photo:
    """Read a photo.

    Args:
        content: of its file.
        name: what the sender calls it, for messages and manifests only.
        most_pixels: in the picture.

    Returns:
        The photo; its `path` is the bare name and leads nowhere.

    Raises:
        MienError: as `read_photo`, in words about `name`.
    """
    shown = plain_name(name)
    with tempfile.TemporaryDirectory(prefix="mien-photo-") as folder:
        path = Path(folder) / "photo"
        path.write_bytes(content)
        try:
            photo = read_photo(path, most_pixels=most_pixels)
        except MienError as error:
            raise MienError(str(error).replace(str(path), shown)) from error
    return replace(photo, path=Path(shown))


def plain_name(name: str) -> str:
    """The last part of a file's name, without signs that are not printed."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(sign for sign in last if sign.isprintable()).strip()
    stem, dot, extension = kept.rpartition(".")
    short = f"{stem[:_LONGEST]}{dot}{extension[:8]}" if dot else kept[:_LONGEST]
    return short if short.strip(".") else "photo"


def plain_stem(name: str) -> str:
    """A word to name files by: letters, digits, `-` and `_` of a name."""
    return re.sub(r"[^\w-]+", "-", Path(plain_name(name)).stem).strip("-")[:_LONGEST] or "photo"
