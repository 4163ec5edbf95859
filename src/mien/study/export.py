"""Answers as files: JSON lines for the statistics, a CSV table for each kind, and the rules."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from mien.media.documents import write_documents
from mien.study.answers import Answer, Check, Intensity, Naming, Preference, Verdict
from mien.study.records import write_answers
from mien.study.statistics.rules import FILE, Rules

ANSWERS = "answers.jsonl"

TABLES: Mapping[str, type[Answer]] = {
    "preferences": Preference,
    "verdicts": Verdict,
    "namings": Naming,
    "intensities": Intensity,
    "checks": Check,
}
"""Names of the tables of each kind of answer."""

_BETWEEN = "|"
"""Stands between the methods shown in a cell of a table; no method's name holds it."""


def export(
    answers: Sequence[Answer], rules: Rules, folder: Path, *, simulated: bool = False
) -> list[Path]:
    """Write all answers; each file is replaced whole or not at all.

    Args:
        answers: of all raters.
        rules: whose answers are left out, as declared beforehand.
        folder: made where it is not there.
        simulated: whether a program made them up, which `answers.jsonl` says.

    Returns:
        `answers.jsonl`, `rules.json`, and a CSV table for each kind that was given.

    Raises:
        MienError: the folder cannot be written to.
    """
    texts = {FILE: json.dumps(asdict(rules), indent=1) + "\n"}
    for name, kind in TABLES.items():
        rows = [asdict(answer) for answer in answers if isinstance(answer, kind)]
        if rows:
            texts[f"{name}.csv"] = _table(kind, rows)
    written = write_documents(folder, texts, "answers")
    write_answers(folder / ANSWERS, answers, simulated=simulated)
    return [folder / ANSWERS, *written]


def _table(kind: type[Answer], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [item.name for item in fields(kind)]
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    return _BETWEEN.join(value) if isinstance(value, tuple) else value
