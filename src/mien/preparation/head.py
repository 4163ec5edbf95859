"""`prepare.json`: all that decides what the clips of a folder look like."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from mien.errors import MienError
from mien.preparation.take import Source

FORMAT: Final = 1
HEAD: Final = "prepare.json"

METHODS: Final = {"ckplus": 1, "pairs": 1, "puppet": 1, "videos": 1}
"""Counts the ways in which each source has made its clips: raise a number as soon as the same
material and settings come to other clips, degrees or refusals."""

_VERSIONED: Final = frozenset({"method", "recipes", "folds"})
"""What a version of mien brings along, and no option sets."""


def head_of(source: Source, seed: int) -> dict[str, Any]:
    """What is prepared and how, as JSON values."""
    head = {
        "format": FORMAT,
        "source": source.name,
        "method": METHODS.get(source.name, 1),
        "settings": dict(source.settings),
        "seed": seed,
    }
    return dict(json.loads(json.dumps(head, sort_keys=True)))


def check_head(path: Path, head: Mapping[str, Any]) -> None:
    """Make sure that a folder was begun as it would be now.

    Args:
        path: of the folder's head.
        head: of `head_of`.

    Raises:
        MienError: it was not, or its head cannot be read.
    """
    try:
        mine, others = _flat(head), _flat(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MienError(f"{path} is damaged: {error}. Name a new folder.") from error
    folder = path.parent
    differing = {name for name in {*mine, *others} if mine.get(name) != others.get(name)}
    listed = ", ".join(sorted(differing))
    if mine["source"] == others.get("source") and differing & _VERSIONED:
        raise MienError(
            f"{folder} was prepared by another version of mien, whose clips may look otherwise "
            f"(differing: {listed}). Name a new folder."
        )
    if differing:
        raise MienError(
            f"{folder} was prepared with other settings ({listed}). Name a new folder, or repeat "
            "the command with those settings to go on."
        )


def _flat(head: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: head[name] for name in head if name != "settings"}, **head["settings"]}
