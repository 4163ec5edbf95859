"""Which clips the page shows: one person's, and each method's worst, middle and best."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mien.evaluation.entrant import STILL, TOLD, TRUTH
from mien.evaluation.figures import Figures
from mien.evaluation.report import Report

if TYPE_CHECKING:
    from mien.clips import Clip

WORST: Final = 3
"""Clips of each method that are shown from the far end."""


YARDSTICKS: Final = (("st_lpips", 1), ("ssim", -1), ("identity_photo", -1), ("outside", 1))
"""Metrics that clips are sorted by, and whether more of it is worse, 1, or better, -1."""


@dataclass(frozen=True)
class Extreme:
    """A clip that stands for how well a method does.

    Attributes:
        rank: "worst", "second worst" and so on, "middle" or "best".
        figures: of the method on the clip.
        metric: what they were sorted by.
    """

    rank: str
    figures: Figures
    metric: str

    @property
    def value(self) -> float:
        """Of the metric."""
        return self.figures.values[self.metric]


def one_person(clips: Sequence["Clip"]) -> list["Clip"]:
    """The clips of the person who shows the most expressions, the strongest of each.

    Of several such people it is the one with the most clips, then the first by name.
    """
    people: dict[str, dict[str, Clip]] = {}
    for clip in sorted(clips, key=lambda clip: (max(clip.degrees), clip.id)):
        people.setdefault(clip.person, {})[clip.expression] = clip
    if not people:
        return []
    counts = {name: sum(clip.person == name for clip in clips) for name in people}
    chosen = min(people, key=lambda name: (-len(people[name]), -counts[name], name))
    return [people[chosen][expression] for expression in sorted(people[chosen])]


def one_of_each(clips: Sequence["Clip"], first: Sequence["Clip"]) -> list["Clip"]:
    """One clip of every expression: those of a person, and of others what that person lacks.

    Args:
        clips: all that there are; of each expression the strongest is taken.
        first: the person's.
    """
    chosen = {clip.expression: clip for clip in sorted(clips, key=lambda c: (max(c.degrees), c.id))}
    chosen |= {clip.expression: clip for clip in first}
    return [chosen[expression] for expression in sorted(chosen)]


def extremes(report: Report, method: str) -> list[Extreme]:
    """The clips that a method draws worst, its middle one and its best, each once.

    They are sorted by the first of `YARDSTICKS` that was measured.
    """
    own = [one for one in report.figures if one.animator == method]
    metric, sign = _yardstick(own)
    known = [one for one in own if not math.isnan(one.values[metric])]
    known.sort(key=lambda one: (-sign * one.values[metric], one.clip))
    ranks = ("worst", "second worst", "third worst")[:WORST]
    places = {place: rank for place, rank in enumerate(ranks) if place < len(known)}
    if len(known) > WORST:
        places.setdefault(len(known) // 2, "middle")
        places.setdefault(len(known) - 1, "best")
    return [Extreme(rank, known[place], metric) for place, rank in sorted(places.items())]


def methods_of(report: Report) -> list[str]:
    """Names of the methods: neither the unchanged photo nor what has seen the peak."""
    return [name for name in drawn_by(report) if name not in {STILL, *TOLD}]


def drawn_by(report: Report) -> list[str]:
    """Names of all that has drawn: what was measured, without the truth."""
    return [name for name in dict.fromkeys(row.animator for row in report.rows) if name != TRUTH]


def _yardstick(own: Sequence[Figures]) -> tuple[str, int]:
    """A metric, and whether more of it is worse (1) or better (-1)."""
    for metric, sign in YARDSTICKS:
        if any(not math.isnan(one.values[metric]) for one in own):
            return metric, sign
    return YARDSTICKS[-1]
