"""Recordings listed in a CSV file: for collections whose names say nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from mien.errors import MienError
from mien.preparation.files import clip_id, expression_name
from mien.preparation.rows import TERMS, read_rows, terms_said
from mien.preparation.take import Refusal
from mien.preparation.videos.listing import Listing, Recording, unlisted

NEEDED: Final = ("file", "person", "expression")
OPTIONAL: Final = ("split", *TERMS, "start", "end", "peak", "fps")
"""Columns; `start` and `end` in seconds, `peak` is the degree of the strongest frame, `fps` the
rate of a folder of pictures."""


def read_manifest(root: Path, path: Path) -> Listing:
    """The recordings that a CSV file lists, one a line.

    Args:
        root: folder that the column `file` starts from.
        path: the CSV file, UTF-8, with commas or semicolons.

    Raises:
        MienError: the file cannot be read, or a line makes no sense.
    """
    recordings, strays = [], []
    for number, row in read_rows(path, NEEDED, OPTIONAL):
        recording = _recording(root, row, f"{path}, line {number}")
        if recording.path.exists():
            recordings.append(recording)
        else:
            detail = f"{path.name}, line {number}, names a file that is not there."
            strays.append(Refusal(id=row["file"], reason="label without clip", detail=detail))
    strays += unlisted(root, [one.path for one in recordings], path.name)
    return Listing(tuple(recordings), tuple(strays))


def _recording(root: Path, row: Mapping[str, str], where: str) -> Recording:
    if empty := [name for name in NEEDED if not row[name]]:
        raise MienError(f"{where}: {empty[0]} is empty.")
    path = root / row["file"]
    return Recording(
        id=clip_id(row["person"], row["expression"], Path(row["file"]).stem, row["start"]),
        path=path,
        person=row["person"],
        expression=expression_name(row["expression"]),
        peak=_number(row, "peak", 1.0, where),
        split=_split(row["split"], where),
        terms=terms_said(row),
        start=_number(row, "start", 0.0, where),
        end=_number(row, "end", float("inf"), where),
        fps=_number(row, "fps", 0.0, where),
    )


def _split(text: str, where: str) -> Literal["", "train", "val"]:
    if text in {"train", "val", ""}:
        return "train" if text == "train" else "val" if text == "val" else ""
    raise MienError(f"{where}: the split is {text!r}, not 'train' or 'val'.")


def _number(row: Mapping[str, str], name: str, default: float, where: str) -> float:
    text = row[name]
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not number >= 0 or (name == "peak" and not 0 < number <= 1):
        raise MienError(f"{where}: {name} is {text!r}; it must be a number in its range.")
    return number
