"""A trial as raters may see it: nothing in it says whose clips they are, or what they are for."""

from typing import Any

from mien.study.marking import is_right
from mien.study.questions import COMPARING, HINTS, PLACES, WORDS, Raw, choices
from mien.study.study import Study
from mien.study.trial import Trial

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
    right = f"{trial.right:g}" if isinstance(trial.right, float) else spoken(str(trial.right))
    return "That is right.", f"Not quite: the right answer is {right}."


def spoken(value: str) -> str:
    """A value as people read it: `angry-open` is `Angry open`."""
    if len(value) == 1:
        return value
    return _SPOKEN.get(value, value.replace("-", " ").capitalize())
