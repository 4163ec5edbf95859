"""The report: figures by method and expression, with intervals over people."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mien.evaluation.figures import Figures
from mien.metrics.bootstrap import Interval, mean_over_people, share_closed

ALL = "all"
"""The row over all expressions."""

STILL = "still"
"""Name of the unchanged photo among the methods."""

MEANS = (
    "ssim",
    "mouth_ssim",
    "st_lpips",
    "mouth_st_lpips",
    "displacement",
    "spearman",
    "sharpness",
)
CLOSED = {"closed": "st_lpips", "mouth_closed": "mouth_st_lpips"}
"""Shares of the unchanged photo's distance that a method closes, and the distance meant."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One method on one expression, or on all.

    Attributes:
        animator: name of the method.
        expression: or `ALL`.
        clips: how many it drew.
        intervals: by name: `MEANS` and `CLOSED`.
        least_spearman: of any clip; NaN without landmarks.
        unchanged: clips whose frame at degree 0 is the portrait, bit for bit.
    """

    animator: str
    expression: str
    clips: int
    intervals: Mapping[str, Interval]
    least_spearman: float
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an evaluation found.

    Attributes:
        rows: `ALL` first, then by expression; within it the unchanged photo first.
        figures: of every clip and method.
        skipped: by method, the clips it could not draw, counted by expression.
        setting: what was evaluated, on what and how.
    """

    rows: tuple[Row, ...]
    figures: tuple[Figures, ...]
    skipped: Mapping[str, Mapping[str, int]]
    setting: Mapping[str, object]

    def row(self, animator: str, expression: str = ALL) -> Row:
        """The row of one method and expression.

        Raises:
            KeyError: there is none.
        """
        for row in self.rows:
            if (row.animator, row.expression) == (animator, expression):
                return row
        raise KeyError((animator, expression))


def rows(figures: Sequence[Figures], *, seed: int) -> tuple[Row, ...]:
    """Summarise figures by method and expression.

    Args:
        figures: of the unchanged photo, for every clip, and of the methods.
        seed: of the bootstrap.
    """
    still = {one.clip: one for one in figures if one.animator == STILL}
    animators = list(dict.fromkeys(one.animator for one in figures))
    found = []
    for expression in (ALL, *sorted({one.expression for one in figures})):
        for animator in animators:
            own = [
                one
                for one in figures
                if one.animator == animator and expression in (ALL, one.expression)
            ]
            if own:
                found.append(_row(expression, own, [still[one.clip] for one in own], seed))
    return tuple(found)


def _row(expression: str, own: Sequence[Figures], still: Sequence[Figures], seed: int) -> Row:
    people = [one.person for one in own]
    intervals = {
        name: mean_over_people([getattr(one, name) for one in own], people, seed=seed)
        for name in MEANS
    }
    for name, distance in CLOSED.items():
        distances, of_still = ([getattr(one, distance) for one in side] for side in (own, still))
        intervals[name] = share_closed(distances, of_still, people, seed=seed)
    known = [one.spearman for one in own if not math.isnan(one.spearman)]
    return Row(
        animator=own[0].animator,
        expression=expression,
        clips=len(own),
        intervals=intervals,
        least_spearman=min(known, default=float("nan")),
        unchanged=sum(one.unchanged for one in own),
    )
