"""Keyframes: degrees of several expressions at given times, in Python, JSON or CSV."""

import io
import json
import math
from collections.abc import Mapping, Sequence
from csv import reader
from itertools import pairwise
from pathlib import Path
from typing import Any

from mien.errors import MienError
from mien.schedules.easing import Easing
from mien.schedules.schedule import (
    FPS,
    LONGEST,
    Schedule,
    check_format,
    check_length,
    checked_degree,
    checked_fps,
)
from mien.schedules.strength import Strength, at_strength, checked_strength
from mien.schedules.track import track

Keyframe = tuple[float, Mapping[str, float]]
"""A time in seconds from the start, and degrees; an expression left out is 0 at that time."""

JSON_KEYS = {"format", "fps", "easing", "keyframes", "strength"}
"""What a keyframe document may hold."""

MOST_EXPRESSIONS = 256
"""No bundle has so many; a file that names more is a slip, or an attack on the memory."""


def keyframes(
    points: Sequence[Keyframe],
    *,
    fps: float = FPS,
    easing: Easing | str = "linear",
    longest: int = LONGEST,
) -> Schedule:
    """Mix expressions, or turn one into another as in the paper's Figure 5c.

    Args:
        points: in the order of time; each is drawn on the nearest frame, exactly as given.
        fps: frames per second.
        easing: how degrees travel from one point to the next.
        longest: frames that are not too many.

    Raises:
        MienError: no point, times out of order, too late, or two points on one frame, or a degree
            outside [0, 1].
    """
    rate = checked_fps(fps)
    names = tuple(dict.fromkeys(name for _, degrees in points for name in degrees))
    if not names:
        raise MienError("the keyframes are empty: they need a time and an expression's degree.")
    if len(names) > MOST_EXPRESSIONS:
        raise MienError(f"{len(names)} expressions are too many: name {MOST_EXPRESSIONS} at most.")
    moments = _moments([time for time, _ in points], rate, longest)
    rows = [
        [_degree(degrees.get(name, 0.0), name, time) for name in names] for time, degrees in points
    ]
    return Schedule(names, track(moments, rows, easing), rate)


def read_schedule(
    path: Path, *, fps: float | None = None, strength: Strength | None = None
) -> Schedule:
    """Read keyframes from .json or .csv, or a schedule that `Schedule.to_json` wrote.

    Args:
        path: the file.
        fps: frames per second; without it those of the file, or else 25.
        strength: that all degrees are multiplied by; without it that of the file, or else 1.

    Raises:
        MienError: no such file, or not what the documentation describes.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MienError(f"cannot read keyframes from {path}: {_reason(error)}.") from error
    try:
        return schedule_from(text, csv=path.suffix.lower() == ".csv", fps=fps, strength=strength)
    except MienError as error:
        raise MienError(f"{path}: {error}") from error


def schedule_from(
    text: str,
    *,
    csv: bool = False,
    fps: float | None = None,
    longest: int = LONGEST,
    strength: Strength | None = None,
) -> Schedule:
    """What `read_schedule` reads, from the content of a file.

    Args:
        text: the content.
        csv: whether it is CSV, not JSON.
        fps: frames per second; without it those of the text, or else 25.
        longest: frames that are not too many.
        strength: that all degrees are multiplied by; without it that of the text, or else 1.

    Raises:
        MienError: not what the documentation describes.
    """
    document = {} if csv else _document(text)
    schedule = _from_csv(text, fps, longest) if csv else _from_json(document, fps, longest)
    check_length(len(schedule), longest)
    own = checked_strength(document.get("strength", 1.0), schedule.expressions)
    return at_strength(schedule, own if strength is None else strength)


def csv_of(schedule: Schedule) -> str:
    """A schedule as CSV, a line for each frame; read at the same rate, it is the same again."""
    lines = [",".join(("time", *schedule.expressions))]
    lines += [
        ",".join((repr(frame / schedule.fps), *(str(degree) for degree in row)))
        for frame, row in enumerate(schedule.degrees)
    ]
    return "\n".join(lines) + "\n"


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MienError(f"not JSON: {error}.") from error
    check_format(document)
    return dict(document)


def _from_json(document: dict[str, Any], fps: float | None, longest: int) -> Schedule:
    if "keyframes" not in document:
        schedule = Schedule.from_json(document)
        return Schedule(schedule.expressions, schedule.degrees, fps or schedule.fps)
    unknown = sorted(set(document) - JSON_KEYS)
    if unknown:
        raise MienError(f"unknown key {unknown[0]!r}: there are {', '.join(sorted(JSON_KEYS))}.")
    return keyframes(
        _points(document["keyframes"]),
        fps=document.get("fps", FPS) if fps is None else fps,
        easing=document.get("easing", "linear"),
        longest=longest,
    )


def _points(entries: object) -> list[Keyframe]:
    if not isinstance(entries, list):
        raise MienError("`keyframes` must be a list.")
    return [_point(number, entry) for number, entry in enumerate(entries, 1)]


def _point(number: int, entry: Any) -> Keyframe:
    shape = isinstance(entry, dict) and set(entry) == {"time", "degrees"}
    if not shape or not isinstance(entry["degrees"], dict):
        raise MienError(
            f"keyframe {number} must look like "
            '{"time": 0.5, "degrees": {"happy": 1}}, the time in seconds.'
        )
    return _number(entry["time"], "time"), entry["degrees"]


def _from_csv(text: str, fps: float | None, longest: int) -> Schedule:
    rows = [row for row in reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    header = [cell.strip() for cell in rows[0]] if rows else []
    if len(header) < 2 or header[0] != "time" or any(_is_number(cell) for cell in header):
        found = f"is {','.join(rows[0])[:60]!r}" if rows else "is missing"
        raise MienError(
            f"the first line {found}: it must be a header such as `time,happy,sad`, with commas."
        )
    if len(set(header)) < len(header):
        raise MienError(f"the header names a column twice: {','.join(header)}.")
    points = [_csv_point(number, header, row) for number, row in enumerate(rows[1:], 1)]
    if not points:
        raise MienError("the keyframes are empty: there is no line below the header.")
    return keyframes(points, fps=FPS if fps is None else fps, longest=longest)


def _csv_point(number: int, header: list[str], row: list[str]) -> Keyframe:
    if len(row) != len(header):
        raise MienError(f"keyframe {number} has {len(row)} cells, the header {len(header)}.")
    time, *cells = (
        _number(cell.strip() or 0.0, name) for name, cell in zip(header, row, strict=True)
    )
    return time, dict(zip(header[1:], cells, strict=True))


def _moments(times: Sequence[float], fps: float, longest: int) -> list[int]:
    """Numbers of the frames nearest to times in seconds."""
    for before, after in pairwise((0.0, *times)):
        if not math.isfinite(after) or after < 0:
            raise MienError(f"a keyframe's time is {after:g} s: it must be 0 or more.")
        if after < before:
            raise MienError(f"keyframes are out of order: {after:g} s comes after {before:g} s.")
    check_length(times[-1] * fps, longest)
    for before, after in pairwise(times):
        if round(before * fps) == round(after * fps):
            raise MienError(
                f"keyframes at {before:g} s and {after:g} s fall on one frame at {fps:g} "
                "frames per second: move them apart or raise fps."
            )
    return [round(time * fps) for time in times]


def _number(value: Any, name: str) -> float:
    try:
        if isinstance(value, bool):
            raise TypeError
        return float(value)
    except (TypeError, ValueError) as error:
        raise MienError(f"{name} is {value!r}, not a number.") from error


def _degree(value: Any, name: str, time: float) -> float:
    return checked_degree(_number(value, name), f"the degree of {name} at {time:g} s")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it is not UTF-8 text"
