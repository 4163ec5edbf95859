"""The source `pairs`: two photos of one person become the clip between them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mien.clips.degrees import degrees_in_time
from mien.errors import MienError
from mien.geometry import cut, whole_frame
from mien.media import read_photo
from mien.preparation.pairs.checks import Evidence, doubts
from mien.preparation.pairs.clip import FINE, couple_of, course_of, frames_of, tracks_of
from mien.preparation.pairs.framing import Jitter, frame_for
from mien.preparation.pairs.listing import Listing, Pair
from mien.preparation.pairs.refused import Refused
from mien.preparation.pairs.settings import Settings
from mien.preparation.pairs.sight import look
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
        self._chosen = settings or Settings()
        self.settings: Mapping[str, Any] = self._chosen.as_json()

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
        try:
            evidence = Evidence(look(pair.neutral), look(pair.peak), item.expression)
            for doubt in doubts(evidence):
                if doubt.reason not in self._chosen.allow:
                    raise doubt
        except Refused as refused:
            return Refusal(
                id=item.id,
                reason=refused.reason,
                detail=refused.detail,
                figure=refused.figure,
                limit=refused.limit,
                thumbnail=_thumbnail(pair),
            )
        jitter = Jitter.draw(rng) if self._chosen.jitter else Jitter()
        return self._take(pair, evidence, jitter)

    def _take(self, pair: Pair, evidence: Evidence, jitter: Jitter) -> Take:
        chosen = self._chosen
        neutral, peak, alignment = evidence.neutral, evidence.peak, evidence.alignment
        frame = frame_for(neutral.points, jitter)
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
    neutral, peak = evidence.sharpness
    return {
        "likeness": evidence.likeness,
        "head turn": evidence.turn,
        "motion": evidence.moved,
        "mouth motion": evidence.mouth,
        "sharpness": min(neutral, peak),
    }


def _thumbnail(pair: Pair) -> Picture | None:
    """Both photos side by side, as far as they can be read."""
    shown = []
    for path in (pair.neutral, pair.peak):
        try:
            picture = read_photo(path).picture
        except MienError:
            continue
        shown.append(cut(picture, whole_frame(*picture.shape[:2]), THUMBNAIL))
    return np.concatenate(shown, axis=1) if shown else None
