"""From what raters clicked to what it means."""

from collections.abc import Mapping

from mien.study.answers import Answer, Check, Intensity, Naming, Preference, Verdict
from mien.study.questions import COMPARING, PLACES, REAL, Raw
from mien.study.trial import Booklet, Trial

NEAR = 25.0
"""How far a rating may lie from the right one, or from the one given before, on 0 to 100."""


def mark(rater: str, booklet: Booklet, raws: Mapping[int, Raw]) -> list[Answer]:
    """The answers of one rater, in the order of the trials; practice is left out.

    Args:
        rater: salted hash.
        booklet: what was asked.
        raws: what was answered, by the trial's number; it may stop anywhere.
    """
    marked: list[Answer] = []
    for number, raw in sorted(raws.items()):
        trial = booklet[number]
        if trial.role == "main":
            marked.append(_answer(rater, trial, raw))
        elif trial.role != "practice" and _tells(trial, raws, number):
            marked.append(_check(rater, booklet, number, raws))
    return marked


def is_right(trial: Trial, raw: Raw) -> bool:
    """Whether the answer is the one right answer of the trial, or near it."""
    return _agree(trial.right, raw.value)


def _tells(trial: Trial, raws: Mapping[int, Raw], number: int) -> bool:
    """Whether a check says anything: who said to be guessing need not guess the same again."""
    if trial.repeats is None:
        return True
    before = raws.get(trial.repeats)
    return before is not None and not (before.same or raws[number].same)


def _answer(rater: str, trial: Trial, raw: Raw) -> Answer:
    asked = {"rater": rater, "item": trial.item, "expression": trial.expression}
    if trial.kind in COMPARING:
        return Preference(**asked, shown=trial.methods, chosen=str(_meaning(trial, raw)))
    (method,) = trial.methods
    if trial.kind == "real":
        return Verdict(**asked, method=method, said_real=raw.value == REAL)
    if trial.kind == "expression":
        return Naming(**asked, method=method, degree=trial.degree, named=str(raw.value))
    return Intensity(**asked, method=method, degree=trial.degree, rating=float(raw.value))


def _check(rater: str, booklet: Booklet, number: int, raws: Mapping[int, Raw]) -> Check:
    trial, raw = booklet[number], raws[number]
    assert trial.role in {"gold", "repeated", "identical"}
    if trial.role == "identical":
        return Check(rater=rater, kind="identical", passed=raw.same, seconds=raw.seconds)
    if trial.role == "gold":
        return Check(rater=rater, kind="gold", passed=is_right(trial, raw), seconds=raw.seconds)
    assert trial.repeats is not None
    before = _meaning(booklet[trial.repeats], raws[trial.repeats])
    passed = _agree(before, _meaning(trial, raw))
    return Check(rater=rater, kind="repeated", passed=passed, seconds=raw.seconds)


def _meaning(trial: Trial, raw: Raw) -> str | float:
    """The answer, whatever the order on the screen."""
    if trial.kind in COMPARING:
        return trial.methods[PLACES.index(str(raw.value))]
    return raw.value


def _agree(one: str | float | None, other: str | float) -> bool:
    if isinstance(one, str) or isinstance(other, str) or one is None:
        return one == other
    return abs(one - other) <= NEAR
