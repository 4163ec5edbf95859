"""Frames put aside on disk, for formats that must see the whole clip before they can write it."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np

from mien.types import Picture


class Spool:
    """Frames of one size in a nameless file: memory holds one of them at a time."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._shape: tuple[int, ...] = ()
        self._count = 0

    def append(self, frame: Picture) -> None:
        """Put one more frame, of the first one's shape, at the end."""
        self._shape = frame.shape
        self._file.seek(0, 2)
        self._file.write(np.ascontiguousarray(frame).data)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Picture:
        if not 0 <= index < self._count:
            raise IndexError(index)
        size = int(np.prod(self._shape))
        self._file.seek(index * size)
        return np.frombuffer(self._file.read(size), np.uint8).reshape(self._shape)

    def __iter__(self) -> Iterator[Picture]:
        return (self[index] for index in range(self._count))


@contextmanager
def spooled(frames: Iterable[Picture], folder: Path) -> Iterator[Spool]:
    """Put all frames aside in the folder's file system: raw, three bytes a pixel."""
    with tempfile.TemporaryFile(dir=folder) as file:
        spool = Spool(file)
        for frame in frames:
            spool.append(frame)
        yield spool
