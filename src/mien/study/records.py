"""Answers as JSON lines: one object a line, whose `kind` says what was asked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from mien.errors import MienError
from mien.media.targets import replacing
from mien.study.answers import Answer, Check, Intensity, Naming, Preference, Verdict

FORMAT = 1

KINDS: Mapping[str, type[Answer]] = {
    "preference": Preference,
    "verdict": Verdict,
    "naming": Naming,
    "intensity": Intensity,
    "check": Check,
}
"""Classes by the `kind` of a line. What a `Check` calls its kind is `check` in the file."""

HEAD = "answers"
"""Kind of a line that says the format and whether the answers are simulated."""

_TYPES = {str: str, bool: bool, float: (int, float), tuple[str, ...]: list}
_CHECKS = ("gold", "repeated", "identical")


@dataclass(frozen=True, kw_only=True)
class Records:
    """The answers of a study.

    Attributes:
        answers: in the order of the file.
        simulated: whether any of them was made up by `mien study simulate`.
    """

    answers: tuple[Answer, ...]
    simulated: bool = False


def read_answers(path: Path) -> Records:
    """Read answers that `write_answers` wrote, or several such files one after the other.

    Raises:
        MienError: no such file, a format that is too new, or a line that is no answer.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MienError(f"The answers in {path} cannot be read: {error}.") from error
    answers, simulated = [], False
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found = _parse(line)
            except MienError as error:
                raise MienError(f"{path}, line {number}: {error}") from error
            if isinstance(found, bool):
                simulated |= found
            else:
                answers.append(found)
    return Records(answers=tuple(answers), simulated=simulated)


def write_answers(path: Path, answers: Iterable[Answer], *, simulated: bool = False) -> None:
    """Write answers; the file is replaced whole or not at all.

    Raises:
        MienError: the file cannot be written.
    """
    head = {"kind": HEAD, "format": FORMAT, "simulated": simulated}
    lines = [json.dumps(row, allow_nan=False) for row in (head, *map(_row, answers))]
    try:
        with replacing(path) as draft:
            draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise MienError(f"The answers cannot be written to {path}: {error.strerror}.") from error


def _row(answer: Answer) -> dict[str, Any]:
    kind = next(name for name, type_ in KINDS.items() if isinstance(answer, type_))
    row = asdict(answer)
    if isinstance(answer, Check):
        row["check"] = row.pop("kind")
    return {"kind": kind, **row}


def _parse(line: str) -> Answer | bool:
    """The answer on a line; whether the answers are simulated, if the line is a head."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise MienError(f"no JSON ({error.msg}).") from error
    if not isinstance(row, dict) or row.get("kind") not in (HEAD, *KINDS):
        raise MienError(f"no object whose kind is one of {', '.join((HEAD, *KINDS))}.")
    kind = row.pop("kind")
    return _head(row) if kind == HEAD else _answer(KINDS[kind], row)


def _head(row: dict[str, Any]) -> bool:
    if row.get("format") != FORMAT:
        raise MienError(f"format {row.get('format')}, but this version of mien reads {FORMAT}.")
    if not isinstance(row.get("simulated"), bool):
        raise MienError("`simulated` is neither true nor false.")
    return bool(row["simulated"])


def _answer(type_: type[Answer], row: dict[str, Any]) -> Answer:
    if type_ is Check and "check" in row:
        row["kind"] = row.pop("check")
    types = {field.name: field.type for field in fields(type_)}
    if set(row) != set(types):
        raise MienError(f"holds {', '.join(row) or 'nothing'}, but needs {', '.join(types)}.")
    for name, value in row.items():
        _hold(name, value, types[name])
    if type_ is Preference:
        row["shown"] = tuple(row["shown"])
    answer = type_(**row)
    if isinstance(answer, Preference):
        _check_choice(answer)
    return answer


def _hold(name: str, value: Any, type_: Any) -> None:
    """Refuse a value that its field cannot have."""
    wanted: Any = _TYPES.get(type_, str)
    if not isinstance(value, wanted) or (wanted is not bool and isinstance(value, bool)):
        raise MienError(f"`{name}` is {value!r}, which is of the wrong type.")
    if name == "kind" and value not in _CHECKS:
        raise MienError(f"`check` is {value!r}; known are {', '.join(_CHECKS)}.")
    top = {"degree": 1.0, "rating": 100.0, "seconds": float("inf")}.get(name)
    if top is not None and not 0 <= value <= top:
        raise MienError(f"`{name}` is {value}, which is not between 0 and {top:g}.")
    if value == "":
        raise MienError(f"`{name}` is empty.")


def _check_choice(answer: Preference) -> None:
    shown = answer.shown
    if not all(isinstance(name, str) for name in shown) or len(set(shown)) != len(shown):
        raise MienError(f"`shown` is {list(shown)}, which are not names of different methods.")
    if len(shown) < 2 or answer.chosen not in shown:
        raise MienError(f"`chosen` is {answer.chosen!r}, but shown were {', '.join(shown)}.")
