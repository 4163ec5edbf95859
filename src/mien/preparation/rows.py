"""Rows of the tables that people write: CSV, as spreadsheets save it."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from mien.errors import MienError
from mien.preparation.take import Terms

TERMS: Final = ("licence", "attribution", "consent")
"""Columns that any table may have."""


def read_rows(path: Path, needed: Sequence[str], optional: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8, with commas or semicolons, by the columns of its first line.

    Values are stripped; what a row or the table lacks is empty. The first row is line 2.

    Raises:
        MienError: it cannot be read, lacks a column, or has one that is not known.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        head = text.splitlines()[0] if text else ""
        comma = ";" if head.count(";") > head.count(",") else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=comma)
        rows, found = list(reader), [name.strip() for name in reader.fieldnames or []]
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
    said = [{(name or "").strip(): row[name] for name in row} for row in rows]
    return [{name: str(row.get(name) or "").strip() for name in known} for row in said]


def terms_said(row: Mapping[str, str]) -> Terms:
    """The terms that a row names."""
    return Terms(**{name: row[name] for name in TERMS})
