"""What a source of clips offers, and what becomes of it: a take, or a refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from mien.types import Picture


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On which terms a clip may be used; they travel with it into the bundle's card.

    Attributes:
        licence: SPDX expression, or empty if nobody said.
        attribution: whom to name, and where the material comes from.
        consent: what the person shown has agreed to, in words.
    """

    licence: str = ""
    attribution: str = ""
    consent: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that may become one clip: known from listing alone, nothing is decoded yet.

    Attributes:
        id: unique in the source; becomes the clip's id and the name of its file, without suffix.
        person: who is shown.
        expression: what is shown.
        files: what it is made of, for the report and to tell whether it has changed.
        split: `train` or `val` where the source says so for this person; empty to let it be drawn.
        settings: what else decides what this one clip looks like, as JSON can hold it.
    """

    id: str
    person: str
    expression: str
    files: tuple[str, ...]
    split: Literal["", "train", "val"] = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Take:
    """A finished clip, not yet on disk.

    Attributes:
        item: what it was made of.
        frames: (frames, size, size, 3) uint8; the first is neutral.
        landmarks: (frames, 68, 2) in pixels of the frames.
        degrees: one for each frame, in [0, 1]; the first is 0.
        terms: on which it may be used.
        source: where the clip comes from, in a word or two.
        figures: what was measured on it, by name, for the report.
    """

    item: Item
    frames: NDArray[np.uint8]
    landmarks: NDArray[np.float32]
    degrees: tuple[float, ...]
    terms: Terms = field(default_factory=Terms)
    source: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why something did not become a clip.

    Attributes:
        id: of the item, or the name of a file that belongs to none.
        reason: one or two words, the same for all refusals of a kind: "blurred", "head turn".
        detail: a sentence: what was found and what would do.
        figure: what was measured, if it is a number.
        limit: what it would have had to keep to.
        thumbnail: what it looks like, at most 160 pixels a side.
    """

    id: str
    reason: str
    detail: str
    figure: float | None = None
    limit: float | None = None
    thumbnail: Picture | None = None


Outcome: TypeAlias = Take | Refusal


@runtime_checkable
class Source(Protocol):
    """All that preparation knows of a source. It is pickled to other processes.

    Attributes:
        name: `ckplus`, `videos`, `pairs` or `puppet`.
        settings: everything that decides what its clips look like, as JSON can hold it.
    """

    name: str
    settings: Mapping[str, Any]

    def items(self) -> Sequence[Item]:
        """Everything that may become a clip, in a fixed order.

        Raises:
            MienError: there is nothing to prepare, or the root is not what it should be.
        """

    def strays(self) -> Sequence[Refusal]:
        """What listing alone finds wrong: a label without a clip, a clip without a label."""

    def make(self, item: Item, rng: np.random.Generator) -> Outcome:
        """Make the clip of one item.

        Args:
            item: of `items`.
            rng: all chance there is; the same state gives the same clip.

        Returns:
            The take, or why there is none: bad material is refused.

        Raises:
            MienError: a file cannot be read, which preparation makes a refusal, too.
        """
