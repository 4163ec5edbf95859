"""Who is left out: rules that are declared before the first answer comes in."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from mien.errors import MienError
from mien.study.answers import Answer, Check, Preference

FILE = "rules.json"
"""Rules as they were declared, beside the answers that they are for."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """When a rater is left out, with all of their answers.

    Attributes:
        max_failed_gold: gold trials that may be failed.
        max_failed_identical: trials with one clip twice that may be failed.
        min_consistency: share of repeated trials that must be answered as before, in [0, 1]. Who
            sees no difference answers them as somebody does who does not look; above 0 it leaves
            out honest raters the more, the more the methods are alike.
        min_seconds: the median of the checks' times must reach it.
        max_same_side: share of clips chosen at one place of the screen, in [0, 1]; looked at from
            `side_trials` choices on.
        side_trials: see above.
        min_answers: answers that must have been given, checks aside.
    """

    max_failed_gold: int = 1
    max_failed_identical: int = 1
    min_consistency: float = 0.0
    min_seconds: float = 1.0
    max_same_side: float = 0.95
    side_trials: int = 16
    min_answers: int = 1


@dataclass(frozen=True, kw_only=True)
class Screening:
    """The answers that count, and the raters whose answers do not.

    Attributes:
        kept: answers of all others, checks and repetitions aside.
        raters: how many they are of.
        excluded: by rater, the names of the rules that they broke.
        by_rule: by rule, how many raters broke it; one rater may break several.
        dropped: how many answers the excluded raters gave.
        repeated: answers to a question that the same rater had answered before; the first counts.
    """

    kept: tuple[Answer, ...]
    raters: int
    excluded: Mapping[str, tuple[str, ...]]
    by_rule: Mapping[str, int]
    dropped: int
    repeated: int


def read_rules(path: Path) -> Rules:
    """Read rules from JSON; what it leaves out has its default.

    Raises:
        MienError: no JSON, an unknown rule, or a value that is no number.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MienError(f"The rules in {path} cannot be read: {error}.") from error
    known: dict[str, type[int] | type[float]] = {
        name: type(value) for name, value in asdict(Rules()).items()
    }
    if not isinstance(found, dict) or not set(found) <= set(known):
        raise MienError(f"{path} must be an object with some of: {', '.join(known)}.")
    for name, value in found.items():
        wanted = int if known[name] is int else (int, float)
        if not isinstance(value, wanted) or isinstance(value, bool) or value < 0:
            raise MienError(f"{path}: {name} is {value!r}, which is no number from 0 on.")
    declared: dict[str, Any] = {name: known[name](value) for name, value in found.items()}
    return Rules(**declared)


def screen(answers: Sequence[Answer], rules: Rules) -> Screening:
    """Leave out whoever breaks a rule, and second answers to one question."""
    by_rater: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_rater[answer.rater].append(answer)
    broken = {rater: _broken(own, rules) for rater, own in by_rater.items()}
    excluded = {rater: names for rater, names in broken.items() if names}
    given = [answer for answer in answers if not isinstance(answer, Check)]
    valid = [answer for answer in given if answer.rater not in excluded]
    first = {_question(answer): answer for answer in reversed(valid)}
    kept = tuple(answer for answer in valid if first[_question(answer)] is answer)
    return Screening(
        kept=kept,
        raters=len({answer.rater for answer in kept}),
        excluded=excluded,
        by_rule=dict(Counter(name for names in excluded.values() for name in names)),
        dropped=len(given) - len(valid),
        repeated=len(valid) - len(kept),
    )


def _broken(own: Sequence[Answer], rules: Rules) -> tuple[str, ...]:
    checks = [answer for answer in own if isinstance(answer, Check)]
    failed = Counter(check.kind for check in checks if not check.passed)
    repeated = sum(check.kind == "repeated" for check in checks)
    consistent = 1 - failed["repeated"] / repeated if repeated else 1.0
    verdicts = {
        "max_failed_gold": failed["gold"] > rules.max_failed_gold,
        "max_failed_identical": failed["identical"] > rules.max_failed_identical,
        "min_consistency": consistent < rules.min_consistency,
        "min_seconds": bool(checks)
        and median(check.seconds for check in checks) < rules.min_seconds,
        "max_same_side": _same_side(own, rules.side_trials) > rules.max_same_side,
        "min_answers": len(own) - len(checks) < rules.min_answers,
    }
    return tuple(name for name, is_broken in verdicts.items() if is_broken)


def _same_side(own: Sequence[Answer], least: int) -> float:
    """Share of the place that was chosen most often; 0 for few choices."""
    places = Counter(
        answer.shown.index(answer.chosen) for answer in own if isinstance(answer, Preference)
    )
    return max(places.values()) / places.total() if places and places.total() >= least else 0.0


def _question(answer: Answer) -> tuple[object, ...]:
    """What one rater was asked, apart from the order on the screen."""
    if isinstance(answer, Preference):
        return (answer.rater, answer.item, answer.expression, frozenset(answer.shown))
    said = ("said_real", "named", "rating")
    asked = {name: value for name, value in asdict(answer).items() if name not in said}
    return (type(answer), *asked.values())
