"""The source `puppet`: every photo below a folder, once for each expression."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from mien.errors import MienError
from mien.preparation.checks import Fault
from mien.preparation.files import PHOTOS, clip_id, photos
from mien.preparation.puppet.clip import Footage, filmed
from mien.preparation.puppet.model import model
from mien.preparation.puppet.screening import smiles_already
from mien.preparation.puppet.settings import Settings
from mien.preparation.puppet.sitter import Sitter, sitter
from mien.preparation.take import Item, Outcome, Refusal, Take, Terms

SMILES = frozenset({"happy", "happy-closed", "laughing"})
"""Expressions that a photo with a slight smile has already begun."""

MOST_OFF = 0.12
"""Distances between the eyes by which the detector may see the last frame's landmarks elsewhere."""


class Puppet:
    """Clips out of single neutral photos.

    A person is a file: `ada.jpg` is `ada`, `ward/001.jpg` is `ward-001`.

    Attributes:
        name: `puppet`.
        settings: of `Settings`, as JSON can hold them.
    """

    name = "puppet"

    def __init__(self, root: Path, settings: Settings | None = None) -> None:
        """Remember where the photos are; nothing is read.

        Args:
            root: a folder of photos, searched through, or one photo.
            settings: what to make of them.
        """
        self.root = Path(root)
        self.chosen = settings or Settings()
        self.settings: Mapping[str, Any] = self.chosen.as_json()

    def items(self) -> Sequence[Item]:
        """Every photo with every expression, photo by photo.

        Raises:
            MienError: there is no photo, or the mesh is not there.
        """
        found = self._photos()
        if not found:
            raise MienError(
                f"{self.root} holds no photos. Give a folder of JPEG, PNG, WebP, TIFF, BMP, HEIC "
                "or AVIF pictures, one neutral face each."
            )
        model(self.chosen.facekit)
        doubled = self._doubled(found)
        return [
            Item(
                id=clip_id(person, expression, str(take)),
                person=person,
                expression=expression,
                files=(str(path),),
            )
            for path in found
            if (person := self._person(path)) not in doubled
            for expression in self.chosen.expressions
            for take in range(1, self.chosen.clips + 1)
        ]

    def strays(self) -> Sequence[Refusal]:
        """Photos that would be one person: `ada.jpg` beside `ada.png`."""
        found = self._photos()
        return [
            Refusal(
                id=path.relative_to(self.root).as_posix(),
                reason="named twice",
                detail=f"{count} photos would be the person {person!r}. Rename them, or keep one.",
            )
            for person, count in self._doubled(found).items()
            for path in found
            if self._person(path) == person
        ]

    def make(self, item: Item, rng: np.random.Generator) -> Outcome:
        """Make one clip; see `mien.preparation.take.Source.make`.

        Raises:
            MienError: the mesh cannot be read.
        """
        path = Path(item.files[0])
        changed = path.stat().st_mtime_ns if path.is_file() else 0
        photo = sitter(path, changed, self.chosen.facekit, self.chosen.limits)
        if isinstance(photo, Refusal):
            return replace(photo, id=item.id)
        fault = smiles_already(photo.seen, self.chosen.limits)
        if fault and item.expression in SMILES:
            return fault.refusal(item.id, photo.thumbnail)
        puppet = model(self.chosen.facekit)
        footage = filmed(puppet, photo, item.expression, self.chosen, rng)
        if fault := _apart(footage):
            return fault.refusal(item.id, footage.frames[-1])
        return self._take(item, photo, footage, puppet.mesh.name)

    def _take(self, item: Item, photo: Sitter, footage: Footage, mesh: str) -> Take:
        pose, seen = photo.laid.pose, photo.seen
        return Take(
            item=item,
            frames=footage.frames,
            landmarks=footage.landmarks,
            degrees=footage.degrees,
            terms=self._terms(mesh),
            source=f"puppet/{mesh}",
            figures={
                "strength": footage.draw.strength,
                "asymmetry": footage.draw.asymmetry,
                "folds": footage.draw.folds,
                "mirrored": float(footage.draw.mirrored),
                "turn": pose.yaw,
                "nod": pose.pitch,
                "smile": seen.smile,
                "blur": seen.blur,
                "fit": photo.laid.residual,
                "off": footage.off,
            },
        )

    def _terms(self, mesh: str) -> Terms:
        terms = self.chosen.terms
        moved = f"moved by mien with the face mesh {mesh}; not the person's real expression"
        whole = f"{terms.attribution}; {moved}" if terms.attribution else moved
        return replace(terms, attribution=whole)

    def _photos(self) -> list[Path]:
        if self.root.is_file():
            return [self.root] if self.root.suffix.lower() in PHOTOS else []
        if not self.root.is_dir():
            raise MienError(f"{self.root} is not there. Give a folder of photos.")
        return photos(self.root)

    def _person(self, path: Path) -> str:
        if path == self.root:
            return path.stem
        return "-".join(path.relative_to(self.root).with_suffix("").parts)

    def _doubled(self, photos: Sequence[Path]) -> dict[str, int]:
        counts = Counter(self._person(path) for path in photos)
        return {person: count for person, count in counts.items() if count > 1}


def _apart(footage: Footage) -> Fault | None:
    """A clip in whose last frame the detector sees the face elsewhere, or none."""
    if footage.off <= MOST_OFF:
        return None
    seen = "no face" if np.isnan(footage.off) else f"the face {footage.off:.2f} eye distances off"
    detail = (
        f"In the last frame the detector sees {seen} where it should be, {MOST_OFF} eye distances "
        "will do: the picture has come apart."
    )
    return Fault(reason="came apart", detail=detail, figure=footage.off, limit=MOST_OFF)
