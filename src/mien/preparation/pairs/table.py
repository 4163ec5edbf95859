"""Which photos belong together, by a table that says so."""

from collections.abc import Mapping
from pathlib import Path

from mien.preparation.pairs.listing import Listing, Row, pairs_of
from mien.preparation.rows import TERMS, read_rows, terms_said
from mien.preparation.take import Refusal

NEEDED = ("neutral", "peak", "person", "expression")
"""Columns that a table must have."""


def list_table(table: Path) -> Listing:
    """Read a CSV table; its files are relative to the table's folder.

    Raises:
        MienError: as `mien.preparation.rows.read_rows`.
    """
    found, strays = [], []
    for number, row in read_rows(table, NEEDED, TERMS):
        if reason := _lacking(row, table.parent):
            strays.append(Refusal(id=f"{table.name}:{number}", reason=reason[0], detail=reason[1]))
            continue
        files = (table.parent / row["neutral"], table.parent / row["peak"])
        found.append((Row(row["person"], row["expression"], *files), terms_said(row)))
    return Listing(origin=str(table), pairs=pairs_of(found), strays=tuple(strays))


def _lacking(row: Mapping[str, str], folder: Path) -> tuple[str, str] | None:
    for name in NEEDED:
        if not row[name]:
            return "incomplete row", f"It says nothing under {name!r}."
    for name in ("neutral", "peak"):
        path = folder / row[name]
        if not path.is_file():
            return "label without clip", f"The {name} photo {path} does not exist."
    return None
