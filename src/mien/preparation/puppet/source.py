"""The source `puppet`: every photo of a folder or a table, once for each expression."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from mien.errors import MienError
from mien.preparation.checks import Fault
from mien.preparation.files import clip_id
from mien.preparation.puppet.clip import Footage, filmed
from mien.preparation.puppet.listing import list_photos
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

    A person is a file, `ward/001.jpg` is `ward-001`, unless a table says who is shown.

    Attributes:
        name: `puppet`.
        settings: of `Settings`, as JSON can hold them.
    """

    name = "puppet"

    def __init__(self, root: Path, settings: Settings | None = None) -> None:
        """Remember where the photos are; nothing is read.

        Args:
            root: a folder of photos, searched through, one photo, or a CSV table of photos.
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
        found, strays = list_photos(self.root)
        if not found and not strays:
            raise MienError(
                f"{self.root} holds no photos. Give a folder of JPEG, PNG, WebP, TIFF, BMP, HEIC "
                "or AVIF pictures, one neutral face each, or a table that names them."
            )
        model(self.chosen.facekit)
        return [
            Item(
                id=clip_id(photo.name, expression, str(take)),
                person=photo.person,
                expression=expression,
                files=(str(photo.path),),
                settings={} if photo.terms is None else {"terms": asdict(photo.terms)},
            )
            for photo in found
            for expression in self.chosen.expressions
            for take in range(1, self.chosen.clips + 1)
        ]

    def strays(self) -> Sequence[Refusal]:
        """Photos that would have one name, and rows of the table that lack something."""
        return list_photos(self.root)[1]

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
            terms=self._terms(item, mesh),
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

    def _terms(self, item: Item, mesh: str) -> Terms:
        """What the table says of a photo, where it is silent what holds for all, and the mesh's."""
        said = item.settings.get("terms", {})
        given = {name: said.get(name) or mine for name, mine in asdict(self.chosen.terms).items()}
        moved = f"moved by mien with the face mesh {mesh}; not the person's real expression"
        named = given["attribution"]
        return Terms(**given | {"attribution": f"{named}; {moved}" if named else moved})


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
