"""The text of `--degrees`: lists with an ellipsis, named curves, time courses, keyframe files."""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from mien.errors import MienError
from mien.schedules.curves import fall, rise, rise_and_fall, time_course
from mien.schedules.keyframes import read_schedule
from mien.schedules.schedule import FPS, Schedule, check_length, checked_degree, checked_fps
from mien.schedules.strength import Strength, at_strength

FORMS = (
    "0,0.1,...,1 or rise:21 or fall:21 or rise-and-fall:30 or onset=0.5,apex=1,offset=0.5 "
    "or a file of keyframes (.json, .csv)"
)
"""What users can write, for help and for errors."""

_CURVES: Mapping[str, Callable[..., Schedule]] = MappingProxyType(
    {"rise": rise, "fall": fall, "rise-and-fall": rise_and_fall}
)
_PHASES = ("onset", "apex", "offset")
_ELLIPSES = ("...", "…")


def parse(
    text: str,
    expressions: Sequence[str],
    *,
    fps: float | None = None,
    strength: Strength | None = None,
) -> tuple[Schedule, ...]:
    """One schedule for each expression, or the one of a file, which names its expressions itself.

    Args:
        text: one of `FORMS`.
        expressions: names; none for a file.
        fps: frames per second; without it those of the file, or else 25.
        strength: that all degrees are multiplied by; without it that of the file, or else 1.

    Raises:
        MienError: nonsense, no expression, or expressions with a file.
    """
    rate = None if fps is None else checked_fps(fps)
    if is_file(text):
        if expressions:
            raise MienError(
                f"{text} names its expressions itself: leave out -e {' -e '.join(expressions)}."
            )
        return (read_schedule(Path(text), fps=rate, strength=strength),)
    if not expressions:
        raise MienError(f"--degrees {text} needs an expression: add -e NAME.")
    curves = (curve(text, name, fps=rate or FPS) for name in dict.fromkeys(expressions))
    return tuple(at_strength(one, 1.0 if strength is None else strength) for one in curves)


def is_file(text: str) -> bool:
    """Whether a `--degrees` text names a file."""
    return text.strip().lower().endswith((".json", ".csv"))


def curve(text: str, expression: str, *, fps: float = FPS) -> Schedule:
    """The schedule of one expression that a text other than a file's name describes.

    Raises:
        MienError: nonsense; the message lists what can be written.
    """
    head, *rest = (part.strip() for part in text.strip().split(","))
    if "=" in head:
        return _time_course([head, *rest], expression, fps)
    if ":" in head:
        return _named(head, rest, expression, fps)
    if not text.strip():
        raise MienError(f"the schedule is empty. Write {FORMS}.")
    return Schedule((expression,), [[degree] for degree in _listed([head, *rest])], fps)  # type: ignore[arg-type] # any table will do


def _named(head: str, rest: list[str], expression: str, fps: float) -> Schedule:
    name, _, count = head.partition(":")
    if name not in _CURVES:
        raise MienError(f"unknown curve {name!r}: there are {', '.join(_CURVES)}. Write {FORMS}.")
    if not count.strip().isdecimal():
        raise MienError(f"{head} must name a number of frames, such as {name}:21.")
    options = _options(rest, ("peak", "easing"))
    easing, peak = _shape(options)
    return _CURVES[name](expression, int(count), fps=fps, easing=easing, peak=peak)


def _time_course(parts: list[str], expression: str, fps: float) -> Schedule:
    options = _options(parts, (*_PHASES, "peak", "easing"))
    onset, apex, offset = (_float(options.get(phase, "0")) for phase in _PHASES)
    easing, peak = _shape(options)
    return time_course(expression, (onset, apex, offset), fps=fps, easing=easing, peak=peak)


def _shape(options: Mapping[str, str]) -> tuple[str, float]:
    peak = checked_degree(_float(options.get("peak", "1")), "peak")
    return options.get("easing", "linear"), peak


def _options(parts: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Read `key=value` parts."""
    options: dict[str, str] = {}
    for part in parts:
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or key not in known:
            raise MienError(f"cannot read {part!r}: there are {', '.join(known)}, as key=value.")
        if key in options:
            raise MienError(f"{key} is given twice.")
        options[key] = value
    return options


def _listed(parts: Sequence[str]) -> list[float]:
    """Numbers; `...` continues the step of the two before it up to the one after it."""
    degrees: list[float] = []
    for position, part in enumerate(parts):
        if part in _ELLIPSES:
            degrees += _continued(parts, position)
        else:
            degrees.append(_float(part))
    return degrees


def _continued(parts: Sequence[str], position: int) -> list[float]:
    """The numbers that an ellipsis stands for."""
    around = (*parts[max(0, position - 2) : position], *parts[position + 1 : position + 2])
    if len(around) != 3 or set(around) & set(_ELLIPSES):
        raise MienError("`...` needs two degrees before it and one after it: 0,0.1,...,1.")
    first, second, last = map(_float, around)
    steps = (last - second) / (second - first) if second != first else math.nan
    if not steps > 0 or abs(steps - round(steps)) > 1e-6:
        raise MienError(
            f"{first:g},{second:g},...,{last:g} does not arrive: steps of {second - first:g} "
            f"never reach {last:g}."
        )
    check_length(steps)
    return [round(second + step * (second - first), 12) for step in range(1, round(steps))]


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise MienError(f"{text!r} is not a number. Write {FORMS}.") from error
