"""One writer at a time in a folder that long work fills."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from mien.errors import MienError

LOCK = ".lock"


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Keep other processes out of a folder; a claim ends with its process, however that ends.

    Args:
        folder: that is there.

    Raises:
        MienError: another process has claimed it, or it cannot be written.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(FileLock(folder / LOCK, timeout=0))
        except Timeout as error:
            raise MienError(
                f"Another process is at work in {folder}. Wait until it is through, stop it, or "
                "name a new folder."
            ) from error
        except OSError as error:
            raise MienError(
                f"{folder} cannot be written: {error.strerror or error}. Name another folder."
            ) from error
        yield
