"""Answers as files: one JSON document, and one CSV table for each kind of answer."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

from mien.errors import MienError
from mien.media.targets import replacing
from mien.study.answers import Answer, Check, Intensity, Naming, Preference, Verdict

FORMAT = 1
"""The newest format that this version reads, and the one that it writes."""

FILE = "answers.json"

TABLES: Mapping[str, type[Answer]] = {
    "preferences": Preference,
    "verdicts": Verdict,
    "namings": Naming,
    "intensities": Intensity,
    "checks": Check,
}
"""Name of the list, and of the table, of each kind of answer."""

_BETWEEN = "|"
"""Stands between the methods shown in a cell of a table; no method's name holds it."""


def write_answers(
    study: str, answers: Iterable[Answer], finished: Iterable[str], folder: Path
) -> list[Path]:
    """Write all answers; each file is replaced whole or not at all.

    Args:
        study: the study's id.
        answers: of all raters.
        finished: raters who answered everything.
        folder: made where it is not there.

    Returns:
        The paths: the JSON document first, then a CSV table for each kind that was given.

    Raises:
        MienError: the folder cannot be written to.
    """
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    names = {kind: name for name, kind in TABLES.items()}
    for answer in answers:
        lists[names[type(answer)]].append(asdict(answer))
    document = {"format": FORMAT, "study": study, "finished": sorted(finished), **lists}
    files = {FILE: json.dumps(document, indent=1, allow_nan=False) + "\n"}
    files |= {f"{name}.csv": _table(TABLES[name], rows) for name, rows in lists.items() if rows}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_replace(folder / name, text) for name, text in files.items()]
    except OSError as error:
        raise MienError(f"Answers cannot be written to {folder}: {error.strerror}.") from error


def read_answers(path: Path) -> list[Answer]:
    """Read answers from `answers.json`, from a CSV table, or from the folder that holds them.

    Raises:
        MienError: there are none, or they are damaged.
    """
    if path.is_dir():
        path = path / FILE
    try:
        text = path.read_text("utf-8-sig")
        return _from_csv(path, text) if path.suffix == ".csv" else _from_json(path, text)
    except OSError as error:
        raise MienError(f"{path} cannot be opened: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, MienError):
            raise
        raise MienError(f"{path} holds no answers of a study: {error!r}.") from error


def _from_json(path: Path, text: str) -> list[Answer]:
    document = json.loads(text)
    if document["format"] > FORMAT:
        raise MienError(f"{path} has format {document['format']}; update mien.")
    return [_answer(kind, row) for name, kind in TABLES.items() for row in document.get(name, [])]


def _from_csv(path: Path, text: str) -> list[Answer]:
    if path.stem not in TABLES:
        raise MienError(f"{path} is called after no kind of answer: {', '.join(TABLES)}.")
    kind = TABLES[path.stem]
    return [_answer(kind, row) for row in csv.DictReader(io.StringIO(text))]


def _answer(kind: type[Answer], row: Mapping[str, Any]) -> Answer:
    hints = get_type_hints(kind)
    return kind(**{item.name: _value(hints[item.name], row[item.name]) for item in fields(kind)})


def _value(hint: Any, value: Any) -> Any:
    """A value of JSON, or the text of a table's cell, as the class has it."""
    if hint is bool:
        return {"True": True, "False": False}[f"{value}"]
    if hint is float:
        return float(value)
    if hint is str:
        return str(value)
    if get_args(hint)[-1] is ...:
        return tuple(value.split(_BETWEEN) if isinstance(value, str) else value)
    if value not in get_args(hint):
        raise ValueError(value)
    return value


def _table(kind: type[Answer], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [item.name for item in fields(kind)]
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    return _BETWEEN.join(value) if isinstance(value, tuple) else value


def _replace(path: Path, text: str) -> Path:
    with replacing(path) as draft:
        draft.write_text(text, encoding="utf-8")
    return path
