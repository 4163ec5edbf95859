"""Which clips a command line asks for, and where each is written."""

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mien.bundle import Card
from mien.cli.options import ALL, FORMATS, Options
from mien.errors import MienError
from mien.media import check_target
from mien.schedules import Schedule, is_file, parse, repeat
from mien.schedules.strength import checked_strength

PATTERN = "{photo}-{expression}"
"""How clips are named in a folder."""

_FIELD = re.compile(r"\{(.*?)\}")
_FIELDS = {"photo", "expression"}
_FRAMES = "frames"


@dataclass(frozen=True)
class Item:
    """One clip to make.

    Attributes:
        photo: the picture's file.
        name: of the expression, or of the file of keyframes.
        schedule: in the order of the bundle's expressions; before calibration.
        target: where the clip is written.
    """

    photo: Path
    name: str
    schedule: Schedule
    target: Path


def planned(options: Options, card: Card) -> tuple[Item, ...]:
    """All clips, every target checked, before any work is done.

    Raises:
        MienError: a schedule, an expression or a target that will not do.
    """
    named = _schedules(options, card)
    photos = tuple(dict.fromkeys(options.photos))
    single = len(photos) * len(named) == 1
    pattern = _pattern(options, single=single, picture=len(named[0][1]) == 1)
    items = tuple(
        Item(photo, name, schedule, _filled(pattern, photo, name))
        for photo in photos
        for name, schedule in named
    )
    _check_apart(items)
    for item in items:
        _check(item, pattern)
    return items


def _schedules(options: Options, card: Card) -> list[tuple[str, Schedule]]:
    """Schedules by the name that their clips get."""
    names = card.expressions if ALL in options.expression else options.expression
    if not names and not is_file(options.degrees):
        raise MienError(
            f"no expression is named: add -e with {', '.join(card.expressions)} or {ALL}."
        )
    strength = 1.0 if options.calibrated else options.strength
    if strength is not None:
        checked_strength(strength, card.expressions)
    schedules = [
        repeat(schedule.for_expressions(card.expressions), options.times)
        for schedule in parse(options.degrees, names, fps=options.fps, strength=strength)
    ]
    titles = list(dict.fromkeys(names)) or [Path(options.degrees.strip()).stem]
    return list(zip(titles, schedules, strict=True))


def _pattern(options: Options, *, single: bool, picture: bool) -> Path:
    """The target with the places for the photo's and the expression's name."""
    kind = options.format or ("png" if picture else "mp4")
    if kind not in FORMATS:
        raise MienError(f"unknown format {kind!r}: there are {', '.join(FORMATS)}.")
    name = PATTERN if kind == _FRAMES else f"{PATTERN}.{kind}"
    if options.output is None:
        return Path(name)
    target = Path(options.output)
    is_folder = options.output.endswith(("/", os.sep)) or target.is_dir()
    if _FIELD.search(target.name):
        return _without_format(target, options)
    if single and not options.format and not options.output.endswith(("/", os.sep)):
        return target
    if target.suffix and not is_folder:
        return _without_format(target, options) if single else _refuse_file(target)
    return target / name


def _without_format(target: Path, options: Options) -> Path:
    """A target that names its format itself."""
    unknown = set(_FIELD.findall(target.name)) - _FIELDS
    if unknown:
        raise MienError(
            f"{target}: unknown field {{{min(unknown)}}}; there are {{photo}} and {{expression}}."
        )
    named = target.suffix.removeprefix(".").lower() or _FRAMES
    if options.format and named != options.format:
        raise MienError(f"{target} is not --format {options.format}: leave out one of them.")
    return target


def _refuse_file(target: Path) -> Path:
    raise MienError(
        f"several clips cannot go to the one file {target}: name a folder, "
        f"or a pattern such as {target.with_name(PATTERN + target.suffix)}."
    )


def _filled(pattern: Path, photo: Path, name: str) -> Path:
    fields = {"photo": photo.stem, "expression": name}
    return pattern.with_name(_FIELD.sub(lambda match: fields[match[1]], pattern.name))


def _check_apart(items: Sequence[Item]) -> None:
    """Refuse two clips at one place."""
    counts = Counter(item.target for item in items)
    for target, count in counts.items():
        if count > 1:
            photos = ", ".join(f"{item.photo}" for item in items if item.target == target)
            raise MienError(
                f"{count} clips would be written to {target} ({photos}): give a pattern "
                f"with {{photo}} and {{expression}}, or rename the photos."
            )


def _check(item: Item, pattern: Path) -> None:
    """Check a target, whose folder may be made later if the folder above it is there."""
    folder = item.target.parent
    if folder.exists() or pattern.name == item.target.name:
        check_target(item.target)
    else:
        check_target(folder.parent / item.target.name)
    if item.target.exists() and item.photo.exists() and item.target.samefile(item.photo):
        raise MienError(f"{item.target} is the photo itself: choose another name for the clip.")
    if len(item.schedule) > 1 and item.target.suffix.lower() in (".jpg", ".jpeg"):
        raise MienError(
            f"{item.target}: a JPEG holds one picture and the schedule has {len(item.schedule)} "
            "frames. Give one degree, or another extension."
        )
