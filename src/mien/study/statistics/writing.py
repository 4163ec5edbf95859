"""Write a tally: for programs, for spreadsheets, for people, and as a picture."""

import csv
import io
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from mien.errors import MienError
from mien.media.targets import replacing
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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with replacing(folder / name) as draft:
                draft.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MienError(f"The tally cannot be written to {folder}: {error.strerror}.") from error
    return tuple(folder / name for name in texts)


def to_json(tally: Tally) -> str:
    """Everything but the answers themselves; a figure that is not defined is null."""
    document = asdict(tally)
    document["screening"]["kept"] = len(tally.screening.kept)
    return json.dumps(_plain({"format": FORMAT, **document}), indent=1, allow_nan=False) + "\n"


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
                    **_plain(asdict(cell)),
                    "chance": row.chance,
                    "simulated": tally.simulated,
                }


def _plain(value: Any) -> Any:
    """The same in what JSON has."""
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case float() if not math.isfinite(value):
            return None
    return value
