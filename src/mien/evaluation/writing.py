"""Write a report as files.

`report.json` holds everything, `report.md` tables for people, `scores.csv` a figure in every row;
`report.html` is the page, where there are pictures for it.
"""

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mien.evaluation.figures import Figures
from mien.evaluation.markdown import to_markdown
from mien.evaluation.page.html import to_html
from mien.evaluation.page.pictures import Pictures
from mien.evaluation.report import Report
from mien.evaluation.table import METRICS
from mien.media.documents import json_text, write_documents

FORMAT = 2
"""The first had no comparisons, no truth and fewer figures."""

SCORES = ("method", "clip", "person", "expression", "metric", "value")
"""Columns of `scores.csv`."""


def write_report(
    report: Report, folder: Path, pictures: Pictures | None = None
) -> tuple[Path, ...]:
    """Write all files; each is replaced whole or not at all.

    Args:
        report: what was found.
        folder: made if it is not there.
        pictures: of the page; without them none is written.

    Returns:
        Paths of the JSON, the Markdown and the CSV file, and of the page.

    Raises:
        MienError: the folder cannot be written to.
    """
    texts = {
        "report.json": to_json(report),
        "report.md": to_markdown(report),
        "scores.csv": to_csv(report),
    }
    if pictures:
        texts["report.html"] = to_html(report, pictures)
    return write_documents(folder, texts, "report")


def to_json(report: Report) -> str:
    """Everything, one document; a figure that could not be measured is null."""
    document = {
        "format": FORMAT,
        "metrics": [
            {"name": one.name, "heading": one.heading, "best": one.best, "group": one.group}
            for one in METRICS
        ],
        **asdict(report),
        "figures": [_flat(one) for one in report.figures],
    }
    return json_text(document)


def to_csv(report: Report) -> str:
    """One line for each method, clip and metric; a figure that could not be measured is empty."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(SCORES)
    for one in report.figures:
        about = (one.animator, one.clip, one.person, one.expression)
        for name, value in {**one.values, "unchanged": int(one.unchanged)}.items():
            lines.writerow([*about, name, "" if math.isnan(value) else repr(value)])
    return text.getvalue()


def _flat(one: Figures) -> Mapping[str, Any]:
    """Figures with the metrics among their keys, without the features, which are long."""
    found = asdict(one)
    del found["features"]
    return {**found.pop("values"), **found}
