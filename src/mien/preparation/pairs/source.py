"""The source `pairs`: two photos of one person become the clip between them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mien.clips.degrees import degrees_in_time
from mien.errors import MienError
from mien.geometry import Frame, cut, whole_frame
from mien.preparation.checks import Fault
from mien.preparation.jitter import STILL, Jitter, jittered
from mien.preparation.pairs.checks import Evidence, doubts
from mien.preparation.pairs.clip import FINE, couple_of, course_of, frames_of, tracks_of
from mien.preparation.pairs.listing import Listing, Pair
from mien.preparation.pairs.settings import Settings
from mien.preparation.sight import look, read
from mien.preparation.take import Item, Outcome, Refusal, Take
from mien.types import Picture

THUMBNAIL = 80
"""Side of each of the two photos in a refusal's picture."""


class Pairs:
    """Photo pairs as a source of clips.

    Attributes:
        name: `pairs`.
        settings: what decides how the clips look, as JSON can hold it.
    """

    def __init__(self, listing: Listing, settings: Settings | None = None) -> None:
        self.name = "pairs"
        self._listing = listing
        self.chosen = settings or Settings()
        self.settings: Mapping[str, Any] = self.chosen.as_json()

    def items(self) -> Sequence[Item]:
        """Every pair, in the order of the names or of the table.

        Raises:
            MienError: there is none.
        """
        if not self._listing.pairs:
            raise MienError(
                f"{self._listing.origin}: no two photos belong together. Those of one person need "
                "the same name in both folders, or a row in a table."
            )
        return [pair.item for pair in self._listing.pairs]

    def strays(self) -> Sequence[Refusal]:
        """Photos without a partner, and rows of the table that name none."""
        return self._listing.strays

    def make(self, item: Item, rng: np.random.Generator) -> Outcome:
        """Make the clip between a pair's two photos.

        Args:
            item: of `items`.
            rng: places the face in the frame.

        Returns:
            The clip, or why there is none.
        """
        (pair,) = (pair for pair in self._listing.pairs if pair.item.id == item.id)
        evidence = self._evidence(pair)
        if isinstance(evidence, Fault):
            return evidence.refusal(item.id, _thumbnail(pair))
        neutral = evidence.neutral
        points = neutral.points.astype(np.float32)
        jitter = Jitter() if self.chosen.jitter else STILL
        return self._take(pair, evidence, jittered(neutral.frame, points, jitter, rng))

    def _evidence(self, pair: Pair) -> Evidence | Fault:
        """What two photos show, or what speaks against a clip of them."""
        neutral, peak = look(pair.neutral), look(pair.peak)
        if isinstance(neutral, Fault):
            return neutral
        if isinstance(peak, Fault):
            return peak
        evidence = Evidence(neutral, peak, pair.item.expression)
        against = (one for one in doubts(evidence) if one.reason not in self.chosen.allow)
        return next(against, evidence)

    def _take(self, pair: Pair, evidence: Evidence, frame: Frame) -> Take:
        chosen = self.chosen
        neutral, peak, alignment = evidence.neutral, evidence.peak, evidence.alignment
        way = degrees_in_time(chosen.frames).tolist()
        couple = couple_of(neutral, peak, alignment, frame, chosen.size * FINE)
        course = course_of(neutral, peak, alignment, frame, chosen.size)
        strength = evidence.mouth / chosen.reference
        most = min(1.0, strength) if chosen.strength == "measured" else 1.0
        return Take(
            item=pair.item,
            frames=frames_of(neutral.picture, frame, couple, way),
            landmarks=tracks_of(course, way),
            degrees=tuple(round(part * most, 4) for part in way),
            terms=pair.terms,
            source="photo pair",
            figures=_figures(evidence) | {"strength": strength},
        )


def _figures(evidence: Evidence) -> dict[str, float]:
    return {
        "likeness": evidence.likeness,
        "head turn": evidence.turn,
        "motion": evidence.moved,
        "mouth motion": evidence.mouth,
        "blur": max(evidence.neutral.blur, evidence.peak.blur),
    }


def _thumbnail(pair: Pair) -> Picture | None:
    """Both photos side by side, as far as they can be read."""
    pictures = [read(path) for path in (pair.neutral, pair.peak)]
    shown = [
        cut(picture, whole_frame(*picture.shape[:2]), THUMBNAIL)
        for picture in pictures
        if not isinstance(picture, Fault)
    ]
    return np.concatenate(shown, axis=1) if shown else None
