"""Which photos belong together, by a table that says so."""

from pathlib import Path

from mien.preparation.pairs.listing import Listing, Row, pairs_of
from mien.preparation.rows import TERMS, lacking, read_rows, terms_said
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
        if reason := lacking(row, NEEDED, ("neutral", "peak"), table.parent):
            strays.append(Refusal(id=f"{table.name}:{number}", reason=reason[0], detail=reason[1]))
            continue
        files = (table.parent / row["neutral"], table.parent / row["peak"])
        found.append((Row(row["person"], row["expression"], *files), terms_said(row)))
    return Listing(origin=str(table), pairs=pairs_of(found), strays=tuple(strays))
