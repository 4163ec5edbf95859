"""Write a tally: for programs, for spreadsheets, for people, and as a picture."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path

from mien.media.documents import json_text, plain, write_documents
from mien.study.statistics.figure import to_svg
from mien.study.statistics.shares import Share
from mien.study.statistics.tables import to_markdown
from mien.study.statistics.tally import Tally

FORMAT = 1


def write_tally(tally: Tally, folder: Path) -> tuple[Path, ...]:
    """Write `tally.json`, `cells.csv`, `tables.md` and `figure.svg`, each whole or not at all.

    Returns:
        Their paths.

    Raises:
        MienError: the folder cannot be written to.
    """
    texts = {
        "tally.json": to_json(tally),
        "cells.csv": to_csv(tally),
        "tables.md": to_markdown(tally),
        "figure.svg": to_svg(tally),
    }
    return write_documents(folder, texts, "tally")


def to_json(tally: Tally) -> str:
    """Everything but the answers themselves; a figure that is not defined is null."""
    document = asdict(tally)
    document["screening"]["kept"] = len(tally.screening.kept)
    return json_text({"format": FORMAT, **document})


def to_csv(tally: Tally) -> str:
    """A line for each cell of Tables 1 and 2; a figure that is not defined is empty."""
    target = io.StringIO()
    figures = [field.name for field in fields(Share)]
    names = ["table", "row", "expression", *figures, "chance", "simulated"]
    writer = csv.DictWriter(target, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_cells(tally))
    return target.getvalue()


def _cells(tally: Tally) -> Iterator[dict[str, object]]:
    for table, rows in ((1, tally.preferences), (2, tally.fooling)):
        for row in rows:
            for expression, cell in row.cells.items():
                yield {
                    "table": table,
                    "row": row.label,
                    "expression": expression,
                    **plain(asdict(cell)),
                    "chance": row.chance,
                    "simulated": tally.simulated,
                }
