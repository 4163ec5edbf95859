"""The source `puppet`: every photo below a folder, once for each expression."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from mien.errors import MienError
from mien.preparation.files import clip_id
from mien.preparation.puppet.clip import Footage, filmed
from mien.preparation.puppet.model import model
from mien.preparation.puppet.options import Options
from mien.preparation.puppet.screening import refusal, smiles_already
from mien.preparation.puppet.sitter import Sitter, sitter
from mien.preparation.take import Item, Outcome, Refusal, Take, Terms

PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif"}
)

SMILES = frozenset({"happy", "happy-closed", "laughing"})
"""Expressions that a photo with a slight smile has already begun."""

MOST_OFF = 0.12
"""Distances between the eyes by which the detector may see the last frame's landmarks elsewhere."""


class PuppetSource:
    """Clips out of single neutral photos.

    A person is a file: `ada.jpg` is `ada`, `ward/001.jpg` is `ward-001`.

    Attributes:
        name: `puppet`.
        settings: of `Options`, as JSON can hold them.
    """

    name = "puppet"

    def __init__(self, root: Path, options: Options | None = None) -> None:
        """Remember where the photos are; nothing is read.

        Args:
            root: a folder of photos, searched through, or one photo.
            options: what to make of them.
        """
        self.root = Path(root)
        self.options = options or Options()
        self.settings: Mapping[str, Any] = self.options.settings()

    def items(self) -> Sequence[Item]:
        """Every photo with every expression, photo by photo.

        Raises:
            MienError: there is no photo, or the mesh is not there.
        """
        photos = [path for path in self._files() if path.suffix.lower() in PICTURES]
        if not photos:
            raise MienError(
                f"{self.root} holds no photos. Give a folder of JPEG, PNG, WebP, TIFF, BMP, HEIC "
                "or AVIF pictures, one neutral face each."
            )
        model(self.options.facekit)
        doubled = self._doubled(photos)
        return [
            Item(
                id=clip_id(person, expression, str(take)),
                person=person,
                expression=expression,
                files=(str(path),),
            )
            for path in photos
            if (person := self._person(path)) not in doubled
            for expression in self.options.expressions
            for take in range(1, self.options.clips + 1)
        ]

    def strays(self) -> Sequence[Refusal]:
        """Photos that would be one person: `ada.jpg` beside `ada.png`."""
        photos = [path for path in self._files() if path.suffix.lower() in PICTURES]
        return [
            refusal(
                str(path.relative_to(self.root)),
                "two photos of one name",
                f"{count} photos would be the person {person!r}. Rename them, or keep one.",
            )
            for person, count in self._doubled(photos).items()
            for path in photos
            if self._person(path) == person
        ]

    def make(self, item: Item, rng: np.random.Generator) -> Outcome:
        """Make one clip; see `mien.preparation.take.Source.make`.

        Raises:
            MienError: the mesh cannot be read.
        """
        path = Path(item.files[0])
        changed = path.stat().st_mtime_ns if path.is_file() else 0
        photo = sitter(path, changed, self.options.facekit, self.options.limits)
        if isinstance(photo, Refusal):
            return replace(photo, id=item.id)
        limits = self.options.limits
        if item.expression in SMILES:
            refused = smiles_already(item.id, photo.thumbnail, photo.seen, limits)
            if refused:
                return refused
        puppet = model(self.options.facekit)
        footage = filmed(puppet, photo, item.expression, self.options, rng)
        if not footage.off <= MOST_OFF:
            detail = (
                f"In the last frame the detector sees the face {footage.off:.2f} eye distances off "
                f"where it should be, {MOST_OFF} will do: the picture has come apart."
            )
            figures = (footage.off, MOST_OFF)
            return refusal(item.id, "came apart", detail, footage.frames[-1], figures)
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
                "sharpness": seen.sharpness,
                "fit": photo.laid.residual,
                "off": footage.off,
            },
        )

    def _terms(self, mesh: str) -> Terms:
        terms = self.options.terms
        moved = f"moved by mien with the face mesh {mesh}; not the person's real expression"
        whole = f"{terms.attribution}; {moved}" if terms.attribution else moved
        return replace(terms, attribution=whole)

    def _files(self) -> list[Path]:
        if self.root.is_file():
            return [self.root]
        if not self.root.is_dir():
            raise MienError(f"{self.root} is not there. Give a folder of photos.")
        return sorted(path for path in self.root.rglob("*") if path.is_file())

    def _person(self, path: Path) -> str:
        if path == self.root:
            return path.stem
        return "-".join(path.relative_to(self.root).with_suffix("").parts)

    def _doubled(self, photos: Sequence[Path]) -> dict[str, int]:
        counts = Counter(self._person(path) for path in photos)
        return {person: count for person, count in counts.items() if count > 1}
