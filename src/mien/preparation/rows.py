"""Rows of the tables that people write: CSV, as spreadsheets save it."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from mien.errors import MienError
from mien.preparation.files import looking
from mien.preparation.take import Terms

TERMS: Final = ("licence", "attribution", "consent")
"""Columns that any table may have."""


def read_rows(
    path: Path, needed: Sequence[str], optional: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file in UTF-8, with commas or semicolons, by the columns of its first line.

    Args:
        path: of the file.
        needed: columns that it must have.
        optional: columns that it may have.

    Returns:
        The number of each row's line, and its values without white space around them; what a row
        or the table lacks is empty.

    Raises:
        MienError: it cannot be read, lacks a column, or has one that is not known.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        head = text.splitlines()[0] if text else ""
        comma = ";" if head.count(";") > head.count(",") else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=comma)
        found = [name.strip() for name in reader.fieldnames or []]
        rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MienError(f"{path} cannot be read: {error}. Save it as CSV in UTF-8.") from error
    known = [*needed, *optional]
    if missing := [name for name in needed if name not in found]:
        raise MienError(
            f"{path} lacks the column {missing[0]!r}. It needs {', '.join(needed)}, and may have "
            f"{', '.join(optional)}."
        )
    if unknown := [name for name in found if name not in known]:
        raise MienError(
            f"{path} has an unknown column {unknown[0]!r}; it may have {', '.join(known)}."
        )
    return [(number, _known(row, known)) for number, row in rows]


def terms_said(row: Mapping[str, str]) -> Terms:
    """The terms that a row names."""
    return Terms(**{name: row[name] for name in TERMS})


def lacking(
    row: Mapping[str, str], needed: Sequence[str], files: Sequence[str], folder: Path
) -> tuple[str, str] | None:
    """What a row lacks, as the reason and the detail of a refusal; None if it is whole.

    Args:
        row: of `read_rows`.
        needed: columns in which it must say something.
        files: of these, those that name photos.
        folder: where the files' names start from.

    Raises:
        MienError: a file may not be looked at.
    """
    for name in needed:
        if not row[name]:
            return "incomplete row", f"It says nothing under {name!r}."
    for name in files:
        path = folder / row[name]
        with looking():
            there = path.is_file()
        if not there:
            kind = "photo" if name == "file" else f"{name} photo"
            return "label without clip", f"The {kind} {path} does not exist."
    return None


def _known(row: Mapping[str, str | None], known: Sequence[str]) -> dict[str, str]:
    said = {(name or "").strip(): value for name, value in row.items()}
    return {name: (said.get(name) or "").strip() for name in known}
