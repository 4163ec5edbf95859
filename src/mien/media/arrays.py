"""Clips as NumPy archives: `frames` (T, H, W, 3) uint8, `fps`, `label` and what else is given."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.media.label import Label
from mien.media.options import ClipOptions
from mien.media.spool import spooled
from mien.types import Picture

_OWN = frozenset({"frames", "fps", "label"})


def write_arrays(frames: Iterator[Picture], path: Path, options: ClipOptions) -> None:
    """Write an .npz that `numpy.load` reads without pickle; memory is flat.

    Raw frames wait on disk until their number, which stands in front, is known.
    """
    assert not _OWN & set(options.arrays), "frames, fps and label are written by this function"
    entries: dict[str, NDArray[Any]] = {"fps": np.array(float(options.rate)), **options.arrays}
    if options.label:
        entries["label"] = np.array(json.dumps(options.label.to_dict()))
    with (
        spooled(frames, path.parent) as spool,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        shape = (len(spool), *spool[0].shape)
        with archive.open("frames.npy", "w", force_zip64=True) as file:
            head = {"descr": "|u1", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(file, head)
            for frame in spool:
                file.write(frame.data)
        for name, values in entries.items():
            with archive.open(f"{name}.npy", "w") as file:
                np.lib.format.write_array(file, np.asarray(values), allow_pickle=False)


def iter_arrays(path: Path) -> Iterator[Picture]:
    """The frames of an .npz, in order, one at a time.

    Raises:
        MienError: the archive holds no such frames.
    """
    with zipfile.ZipFile(path) as archive:
        if "frames.npy" not in archive.namelist():
            raise MienError(f"{path} has no entry `frames`; it is not a clip written by mien.")
        yield from _entry(path, archive)


def arrays_label(path: Path) -> Label | None:
    """The label in an .npz."""
    with np.load(path, allow_pickle=False) as archive:
        return Label(**json.loads(archive["label"].item())) if "label" in archive else None


def _entry(path: Path, archive: zipfile.ZipFile) -> Iterator[Picture]:
    with archive.open("frames.npy") as file:
        shape, fortran, kind = _head(file)
        if fortran or kind != np.uint8 or len(shape) != 4 or shape[3] != 3:
            raise MienError(f"{path}: `frames` is {kind} {shape}, not uint8 (T, H, W, 3).")
        size = int(np.prod(shape[1:]))
        for _ in range(shape[0]):
            yield np.frombuffer(file.read(size), np.uint8).reshape(shape[1:])


def _head(file: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    if np.lib.format.read_magic(file) == (1, 0):
        return np.lib.format.read_array_header_1_0(file)
    return np.lib.format.read_array_header_2_0(file)
