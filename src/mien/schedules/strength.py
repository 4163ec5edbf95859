"""Strength: how much of a schedule's degrees a person's face shows."""

import math
from collections.abc import Collection, Mapping
from typing import TypeAlias

import numpy as np

from mien.errors import MienError
from mien.schedules.schedule import Schedule

Strength: TypeAlias = float | Mapping[str, float]
"""What degrees are multiplied by, above 0, up to 1: one number, or one by expression.

An expression that is left out has 1.
"""


def at_strength(schedule: Schedule, strength: Strength) -> Schedule:
    """Degrees times numbers: what suits a person whose face moves a lot, or little.

    Args:
        schedule: what is scaled.
        strength: a number for all expressions, or by expression; others than the schedule's are
            passed over, since a person has them whatever is shown.

    Raises:
        MienError: another strength.
    """
    known = checked_strength(strength)
    factors = np.array([strength_of(known, name) for name in schedule.expressions], np.float32)
    return Schedule(schedule.expressions, schedule.degrees * factors, schedule.fps)


def strength_of(strength: Strength, expression: str) -> float:
    """The number of one expression."""
    return strength.get(expression, 1.0) if isinstance(strength, Mapping) else strength


def is_whole(strength: Strength) -> bool:
    """Whether a strength leaves every degree as it stands."""
    values = strength.values() if isinstance(strength, Mapping) else (strength,)
    return all(value == 1 for value in values)


def checked_strength(
    strength: object, names: Collection[str] | None = None
) -> float | dict[str, float]:
    """A strength as a float, or as floats by expression.

    Args:
        strength: what somebody gave.
        names: of the expressions that it may name; any by default.

    Raises:
        MienError: not a number above 0, up to 1; or an expression that is not among `names`.
    """
    if not isinstance(strength, Mapping):
        return _number(strength, "strength")
    for name in strength:
        if names is not None and name not in names:
            raise MienError(
                f"the strength names {name!r}, which is not there: there are {', '.join(names)}."
            )
    return {name: _number(value, f"strength of {name}") for name, value in strength.items()}


def parse_strength(text: str) -> Strength:
    """A strength as it is written on a command line: `0.8`, or `happy=0.8,sad=1`.

    Raises:
        MienError: nonsense, or an expression twice.
    """
    if "=" not in text:
        return _number(_float(text), "strength")
    found: dict[str, float] = {}
    for part in text.split(","):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name in found:
            raise MienError(f"the strength of {name} is given twice.")
        found[name] = _number(_float(value), f"strength of {name}")
    return found


def written_strength(strength: Strength) -> str:
    """What `parse_strength` reads as the same strength."""
    if not isinstance(strength, Mapping):
        return f"{strength:g}"
    return ",".join(f"{name}={value:g}" for name, value in strength.items()) or "1"


def _number(value: object, what: str) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    number = float(value) if is_number else math.nan  # type: ignore[arg-type] # asked above
    if not 0 < number <= 1:
        raise MienError(
            f"the {what} is {value!r}: it must be a number above 0, up to 1, which is the "
            "schedule as it stands."
        )
    return number


def _float(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
