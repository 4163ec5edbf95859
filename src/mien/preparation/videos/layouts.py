"""Layouts: how a collection names its recordings. They are data, in `layouts/` or a user's file."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from mien.errors import MienError
from mien.preparation.take import Terms

GROUPS: Final = ("person", "expression")
"""Groups that a pattern must have; `intensity` may be there, and others that tell takes apart."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a collection names its recordings.

    Attributes:
        name: of the layout.
        about: what it is for.
        pattern: regular expression over a recording's path below the root, without the suffix of
            a video, with `/` between folders; a folder of pictures is a recording, too.
        ignore: as `pattern`, for recordings to pass over in silence.
        expression: names of expressions by what the paths say, in lower case; an empty name
            passes over. Without the table, what a path says is the name.
        peak: degree of the peak by what the paths say for `intensity`; 1 if they say nothing.
        fps: frames per second of folders of pictures; 0 if nobody says.
        alternatives: a group of the pattern; of recordings that differ in it alone the first
            is taken.
        licence: SPDX expression.
        attribution: whom to name.
        consent: what the people have agreed to.
    """

    name: str
    pattern: str
    about: str = ""
    ignore: str = ""
    expression: Mapping[str, str] = field(default_factory=dict)
    peak: Mapping[str, float] = field(default_factory=dict)
    fps: float = 0.0
    alternatives: str = ""
    licence: str = ""
    attribution: str = ""
    consent: str = ""

    @property
    def terms(self) -> Terms:
        """On which terms the collection is given."""
        return Terms(licence=self.licence, attribution=self.attribution, consent=self.consent)


def layout_names() -> tuple[str, ...]:
    """Names of the layouts that ship with mien, in alphabetical order."""
    folder = files("mien.preparation.videos").joinpath("layouts")
    return tuple(sorted(path.name[:-5] for path in folder.iterdir() if path.name.endswith(".toml")))


def find_layout(name: str) -> Layout:
    """A layout that ships with mien, or that a TOML or JSON file describes.

    Raises:
        MienError: there is none of that name, or the file is none.
    """
    if name in layout_names():
        path = files("mien.preparation.videos").joinpath("layouts").joinpath(f"{name}.toml")
        return _layout(name, tomllib.loads(path.read_text(encoding="utf-8")))
    file = Path(name)
    if file.suffix.lower() not in {".toml", ".json"} or not file.is_file():
        raise MienError(
            f"There is no layout {name!r}. Known are {', '.join(layout_names())}; or name a .toml "
            "or .json file that describes one, or a .csv file that lists the recordings."
        )
    try:
        text = file.read_text(encoding="utf-8")
        values = json.loads(text) if file.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise MienError(f"{file} cannot be read: {error}.") from error
    return _layout(name, values)


def _layout(name: str, values: Any) -> Layout:
    """Check what a file says.

    Raises:
        MienError: it does not describe a layout.
    """
    if not isinstance(values, dict) or not isinstance(values.get("pattern"), str):
        raise MienError(f"The layout {name} has no pattern.")
    known = {item.name for item in fields(Layout)}
    if unknown := sorted(set(values) - known):
        raise MienError(f"The layout {name} has unknown keys: {', '.join(unknown)}.")
    layout = Layout(**{"name": Path(name).stem, **values})
    try:
        groups = set(re.compile(layout.pattern).groupindex)
        re.compile(layout.ignore)
    except re.error as error:
        raise MienError(f"A pattern of the layout {name} is no expression: {error}.") from error
    if missing := sorted({*GROUPS} - groups):
        raise MienError(f"The pattern of the layout {name} lacks (?P<{missing[0]}>...).")
    if not isinstance(layout.fps, int | float) or not layout.fps >= 0:
        raise MienError(f"The layout {name} has {layout.fps!r} as fps, which is no rate.")
    if not all(0 < float(peak) <= 1 for peak in layout.peak.values()):
        raise MienError(f"The peaks of the layout {name} must lie above 0, up to 1.")
    return layout
