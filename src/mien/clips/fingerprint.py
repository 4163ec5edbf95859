"""Whether clips on disk are still those that were decoded."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from mien.errors import MienError

END: Final = 1 << 16
"""How much of a file is read at either end, in bytes."""


def fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256 of the sizes of some clips and of what stands at both ends of their files.

    At its end an .npz holds checksums of all its arrays, and at one end or the other a video holds
    the sizes of all its frames: other frames give another fingerprint, though the middle of a large
    file is never read. For 1,000 clips of 1.6 MB that takes half a second on a busy core, where all
    bytes would take five times as long or more. Times are not looked at, so that a clip set may be
    copied with its cache.

    Args:
        paths: in their order; a folder of pictures counts with all its files.

    Raises:
        MienError: a clip is not there.
    """
    found = hashlib.sha256()
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            found.update(_ends(file))
    return found.hexdigest()


def _ends(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            first = file.read(END)
            file.seek(max(END, size - END))
            return hashlib.sha256(f"{path.name} {size} ".encode() + first + file.read()).digest()
    except OSError as error:
        raise MienError(
            f"{path} cannot be read: {error.strerror}. Prepare the clip set again."
        ) from error
