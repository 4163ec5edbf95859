"""A run on disk: its recipe, journal, checkpoints and samples."""

import json
from collections.abc import Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch

from mien.bundle import Card, copy_bundle, read_card
from mien.config import Recipe
from mien.errors import MienError
from mien.media import write_clip
from mien.recipes import recipe_from
from mien.recorded import to_dict
from mien.types import Picture

HEAD = "run.json"
FORMAT = 1


class Run:
    """A training run: `run.json`, `journal.jsonl`, checkpoints, `samples/`.

    Attributes:
        folder: of the run.
        first: folder of its own copy of the bundle that it starts from, if it does.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.first = folder / "first"

    def begin(self, recipe: Recipe, clips: Mapping[str, Any], bundle: Path | None = None) -> None:
        """Write what is run, or make sure that a run which is resumed is the same.

        Args:
            recipe: of the run.
            clips: what identifies the clip set.
            bundle: that the run starts from, if it does.

        Raises:
            MienError: the folder holds another run, or the bundle is damaged.
        """
        path = self.folder / HEAD
        start = None if bundle is None else read_card(bundle).digest
        if path.is_file():
            # A run that an older version began knows less about its clips.
            same = {name: clips.get(name) for name in self.clips()}
            known = (self.recipe(), self.clips(), self.start())
            if known != (recipe, same, start):
                raise MienError(
                    f"{self.folder} holds a run of another recipe, clip set or first bundle. Name "
                    "a new folder, or give what it was started with."
                )
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        if bundle is not None:
            copy_bundle(bundle, self.first)
        head = {
            "format": FORMAT,
            "recipe": to_dict(recipe),
            "clips": dict(clips),
            "start": start,
        }
        _replace(path, json.dumps(head, indent=2) + "\n")

    def recipe(self) -> Recipe:
        """The recipe that the run was started with.

        Raises:
            MienError: there is no run in the folder, or one of a newer format.
        """
        return recipe_from(self._head()["recipe"])

    def clips(self) -> dict[str, Any]:
        """What identifies the clip set that the run learns from.

        Raises:
            MienError: as `recipe`.
        """
        clips: dict[str, Any] = self._head()["clips"]
        return clips

    def start(self) -> str | None:
        """Digest of the bundle that the run started from, if it did.

        Raises:
            MienError: as `recipe`.
        """
        digest: str | None = self._head().get("start")
        return digest

    def first_card(self) -> Card | None:
        """Card of the bundle that the run started from; runs of older versions have no copy of it.

        Raises:
            MienError: the copy is damaged.
        """
        return read_card(self.first) if self.first.is_dir() else None

    def save(self, name: str, state: Mapping[str, Any]) -> None:
        """Replace a checkpoint in one move, so that a killed run leaves a whole one."""
        draft = self.folder / f".{name}.pt"
        torch.save(dict(state), draft)
        draft.replace(self.folder / f"{name}.pt")

    def load(self, name: str) -> dict[str, Any] | None:
        """A checkpoint, or None if there is none.

        Raises:
            MienError: it is damaged.
        """
        path = self.folder / f"{name}.pt"
        if not path.is_file():
            return None
        try:
            state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        except (RuntimeError, ValueError, OSError, EOFError, UnpicklingError) as error:
            raise MienError(
                f"{path} is no checkpoint, or a damaged one. Copy the run again, or remove the "
                "file and go on with `mien train`."
            ) from error
        return state

    def note(self, entry: Mapping[str, Any]) -> None:
        """Append a line to the journal."""
        with (self.folder / "journal.jsonl").open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(dict(entry)) + "\n")

    def rewind(self, step: int) -> None:
        """Drop the journal's lines from after a step: a resumed run writes them again."""
        path = self.folder / "journal.jsonl"
        if not path.is_file():
            return
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.endswith("\n") and json.loads(line)["step"] <= step]
        _replace(path, "".join(kept))

    def minutes(self) -> float | None:
        """Time that its steps took, without validation and checkpoints; None if it has no note."""
        journal = self._journal()
        seconds, before = 0.0, 0
        for entry in journal:
            seconds += entry.get("seconds", 0.0) * (entry["step"] - before)
            before = entry["step"]
        return seconds / 60 if any("seconds" in entry for entry in journal) else None

    def steps(self) -> int | None:
        """How many steps it has taken, by its journal; None without one."""
        journal = self._journal()
        return int(journal[-1]["step"]) if journal else None

    def sample(self, step: int, picture: Picture) -> None:
        """Keep a picture of what is drawn at a step."""
        folder = self.folder / "samples"
        folder.mkdir(exist_ok=True)
        write_clip([picture], folder / f"{step:07d}.jpg", fps=1)

    def _journal(self) -> list[dict[str, Any]]:
        path = self.folder / "journal.jsonl"
        if not path.is_file():
            return []
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        # A run that is at work may have written half of its last line.
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def _head(self) -> dict[str, Any]:
        path = self.folder / HEAD
        if not path.is_file():
            raise MienError(f"{self.folder} is not a run: it has no {HEAD}.")
        try:
            head: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            damaged = not head.keys() >= {"format", "recipe", "clips"}
        except (ValueError, AttributeError):
            damaged = True
        if damaged:
            raise MienError(f"{path} is damaged. Copy the run again, or train a new one.")
        if head["format"] > FORMAT:
            raise MienError(
                f"{path} has format {head['format']}; this version of mien reads up to {FORMAT}. "
                "Update mien."
            )
        return head


def _replace(path: Path, text: str) -> None:
    """Write a file in one move, so that a killed run leaves a whole one."""
    draft = path.with_name(f".{path.name}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
