"""The report: figures by method and expression, with intervals over people."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mien.evaluation.comparisons import ALL, Comparison
from mien.evaluation.cost import Cost
from mien.evaluation.entrant import STILL, TRUTH
from mien.evaluation.figures import Figures
from mien.evaluation.table import METRICS
from mien.metrics.bootstrap import NOBODY, Interval, mean_over_people, share_closed
from mien.metrics.kernel_distance import kernel_distance

KERNEL = "kernel_distance"
"""Name of the interval of the distance between the sets of drawn and of true frames."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One method on one expression, or on all.

    Attributes:
        animator: name of the method.
        expression: or `ALL`.
        clips: how many it drew.
        intervals: by name: every metric of the table, its share if it has one, and `KERNEL`.
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
        rows: `ALL` first, then by expression; within it the unchanged photo first, the truth last.
        comparisons: of all pairs of methods.
        figures: of every clip and method.
        skipped: by method, the clips whose expression it lacks, counted by expression.
        setting: what was evaluated, on what and how.
        costs: of the methods, as far as they were asked for.
        failed: by method and clip, why it could not draw one whose expression it knows.
    """

    rows: tuple[Row, ...]
    comparisons: tuple[Comparison, ...]
    figures: tuple[Figures, ...]
    skipped: Mapping[str, Mapping[str, int]]
    setting: Mapping[str, object]
    costs: tuple[Cost, ...] = ()
    failed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def row(self, animator: str, expression: str = ALL) -> Row:
        """The row of one method and expression.

        Raises:
            KeyError: there is none.
        """
        for row in self.rows:
            if (row.animator, row.expression) == (animator, expression):
                return row
        raise KeyError((animator, expression))

    @property
    def known(self) -> bool:
        """Whether there was a truth; photos have none."""
        return bool(self.setting.get("truth", True))

    def partial(self, row: Row) -> bool:
        """Whether a method has drawn some only of the clips that a row is over.

        What it scores is then of other clips than what others score in the same table.
        """
        return row.clips < self.clips(row.expression)

    def clips(self, expression: str = ALL) -> int:
        """How many clips there are of an expression, or in all."""
        return self.row(STILL, expression).clips


def rows(figures: Sequence[Figures], *, seed: int) -> tuple[Row, ...]:
    """Summarise figures by method and expression.

    Args:
        figures: of the unchanged photo and of the truth, for every clip, and of the methods; on
            photos there is no truth.
        seed: of the bootstrap.
    """
    by_clip = {(one.animator, one.clip): one for one in figures}
    named = dict.fromkeys(one.animator for one in figures)
    animators = [*(name for name in named if name != TRUTH), TRUTH]
    found = []
    for expression in (ALL, *sorted({one.expression for one in figures})):
        for animator in animators:
            own = [
                one
                for one in figures
                if one.animator == animator and expression in (ALL, one.expression)
            ]
            if own:
                still, truth = (
                    [by_clip[name, one.clip] for one in own if (name, one.clip) in by_clip]
                    for name in (STILL, TRUTH)
                )
                found.append(_row(expression, own, _intervals(own, still, truth, seed)))
    return tuple(found)


def _row(expression: str, own: Sequence[Figures], intervals: Mapping[str, Interval]) -> Row:
    follows = [one.values["spearman"] for one in own]
    return Row(
        animator=own[0].animator,
        expression=expression,
        clips=len(own),
        intervals=intervals,
        least_spearman=min((x for x in follows if not math.isnan(x)), default=float("nan")),
        unchanged=sum(one.unchanged for one in own),
    )


def _intervals(
    own: Sequence[Figures], still: Sequence[Figures], truth: Sequence[Figures], seed: int
) -> dict[str, Interval]:
    people = [one.person for one in own]
    found = {}
    for metric in METRICS:
        values, of_still = ([one.values[metric.name] for one in side] for side in (own, still))
        found[metric.name] = mean_over_people(values, people, seed=seed)
        if metric.share:
            found[metric.share.name] = share_closed(values, of_still, people, seed=seed)
    found[KERNEL] = NOBODY
    if truth and all(one.features for one in own):
        drawn, true = (np.array([one.features for one in side]) for side in (own, truth))
        found[KERNEL] = kernel_distance(drawn, true, people, seed=seed)
    return found
