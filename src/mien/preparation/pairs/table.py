"""Which photos belong together, by a table that says so."""

import csv
from collections.abc import Mapping
from pathlib import Path

from mien.errors import MienError
from mien.preparation.pairs.listing import Listing, Row, pairs_of
from mien.preparation.take import Refusal, Terms

NEEDED = ("neutral", "peak", "person", "expression")
"""Columns that a table must have; `licence`, `consent` and `attribution` are read as well."""


def list_table(table: Path) -> Listing:
    """Read a CSV table with a header; its files are relative to the table's folder.

    Raises:
        MienError: it is missing, no table in UTF-8, or lacks a column.
    """
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows, columns = list(reader), reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MienError(f"{table} cannot be read as a CSV table in UTF-8: {error}.") from error
    if missing := [name for name in NEEDED if name not in columns]:
        raise MienError(
            f"{table} has no column {missing[0]!r}. The first line names the columns: "
            f"{', '.join(NEEDED)}, and perhaps licence, consent, attribution."
        )
    found, strays = [], []
    for number, row in enumerate(rows, 2):
        if reason := _lacking(row, table.parent):
            strays.append(Refusal(id=f"{table.name}:{number}", reason=reason[0], detail=reason[1]))
            continue
        files = (table.parent / row["neutral"].strip(), table.parent / row["peak"].strip())
        found.append((Row(row["person"].strip(), row["expression"].strip(), *files), _terms(row)))
    return Listing(origin=str(table), pairs=pairs_of(found), strays=tuple(strays))


def _lacking(row: Mapping[str, str | None], folder: Path) -> tuple[str, str] | None:
    for name in NEEDED:
        if not (row[name] or "").strip():
            return "incomplete row", f"It says nothing under {name!r}."
    for name in ("neutral", "peak"):
        path = folder / str(row[name]).strip()
        if not path.is_file():
            return "label without clip", f"The {name} photo {path} does not exist."
    return None


def _terms(row: Mapping[str, str | None]) -> Terms:
    licence, attribution, consent = (
        (row.get(name) or "").strip() for name in ("licence", "attribution", "consent")
    )
    return Terms(licence=licence, attribution=attribution, consent=consent)
