"""A trial as raters may see it: nothing in it says whose clips they are, or what they are for."""

from collections.abc import Mapping
from typing import Any

from mien.study.marking import is_right
from mien.study.questions import COMPARING, HINTS, PLACES, REAL, WORDS, Kind, Raw, choices
from mien.study.study import Study
from mien.study.trial import Trial

_WHY: Mapping[Kind, str] = {
    "prefer": "The other clip was cut into pieces.",
    "best-of-n": "The other clips were cut into pieces.",
    "real": "It was cut into pieces, so it is no real recording.",
    "expression": "The face does not move, so it is none of these.",
    "intensity": "The face does not move, so the strength is 0.",
}
"""What makes the answer to a practice trial right; see `mien.study.design.checking.practice`."""

_SPOKEN = {"real": "Real", "generated": "Generated", "none": "None of these"}


def view(trial: Trial, study: Study) -> dict[str, Any]:
    """A trial as JSON values for the page.

    Practice is told from the rest, since its answers are commented on; checks are not.
    """
    allowed = choices(trial.kind, len(trial.clips), study.expressions)
    return {
        "question": WORDS[trial.kind].format(expression=spoken(trial.expression)),
        "hint": HINTS[trial.kind],
        "clips": list(trial.clips),
        "labels": list(PLACES[: len(trial.clips)]) if trial.kind in COMPARING else [],
        "choices": [{"value": value, "text": spoken(value)} for value in allowed],
        "practice": trial.role == "practice",
    }


def screen(study: Study) -> dict[str, Any]:
    """What the page must know of all trials, as JSON values."""
    return {
        "viewings": study.viewings,
        "seconds": study.screen.seconds,
        "width": study.screen.width,
        "height": study.screen.height,
    }


def feedback(trial: Trial, raw: Raw) -> str | None:
    """What a rater is told after practice; None after anything else."""
    if trial.role != "practice" or trial.right is None:
        return None
    return comment(trial)[0 if is_right(trial, raw) else 1]


def comment(trial: Trial) -> tuple[str, str]:
    """What is said to the right answer of a practice trial, and to any other."""
    why = _WHY[trial.kind] if trial.right != REAL else "It is a real recording."
    wrong = f"Not quite: it is clip {trial.right}." if trial.kind in COMPARING else "Not quite."
    return f"That is right. {why}", f"{wrong} {why}"


def spoken(value: str) -> str:
    """A value as people read it: `angry-open` is `Angry open`."""
    if len(value) == 1:
        return value
    return _SPOKEN.get(value, value.replace("-", " ").capitalize())
