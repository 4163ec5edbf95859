"""Figures that are kept, so that an evaluation goes on where it was stopped."""

import hashlib
import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import mien.metrics
from mien.errors import MienError
from mien.evaluation import attempt, instruments, judge, measures, scene, table, tracking, view
from mien.evaluation.figures import Figures
from mien.media.targets import replacing

FOLDER = "cache"
"""Name of the shelf in the report's folder; it may be removed at any time."""


class Shelf:
    """A file of figures for each method and clip.

    Args:
        folder: made when the first figures are put there; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> Figures | None:
        """What was kept under a key; None if nothing was, or nothing that can be read."""
        if self._folder is None:
            return None
        try:
            text = (self._folder / f"{key}.json").read_text(encoding="utf-8")
            return _figures(json.loads(text))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, figures: Figures) -> None:
        """Keep figures; a command that is stopped leaves no half of them.

        Raises:
            MienError: the folder cannot be written to.
        """
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with replacing(self._folder / f"{key}.json") as draft:
                draft.write_text(json.dumps(asdict(figures)), encoding="utf-8")
        except OSError as error:
            raise MienError(
                f"Figures cannot be kept in {self._folder}: {error.strerror}. Mend that and give "
                "the same command again: it goes on where it stopped."
            ) from error


def key(*parts: object) -> str:
    """A name for figures: a hash of all that they depend on."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def code() -> str:
    """Hash of the code that measures: what was kept before it was changed is measured again."""
    modules = (attempt, instruments, judge, measures, scene, table, tracking, view)
    paths = [Path(str(module.__file__)) for module in modules]
    for folder in mien.metrics.__path__:
        paths += sorted(Path(folder).glob("*.py"))
    found = hashlib.sha256()
    for path in paths:
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _figures(document: dict[str, Any]) -> Figures:
    tuples = {name: tuple(document[name]) for name in ("degrees", "curve", "features")}
    names = {item.name for item in fields(Figures)}
    return Figures(**{name: document[name] for name in names} | tuples)
