"""Which method beats which: every pair, on the people that both have drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from mien.evaluation.entrant import TOLD
from mien.evaluation.figures import Figures
from mien.evaluation.metric import Metric
from mien.evaluation.table import METRICS
from mien.metrics.bootstrap import Interval
from mien.metrics.paired import difference, holm

ALL = "all"
"""All expressions together."""

LEVEL = 0.05
"""Of the tests, after Holm's adjustment."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two methods by one metric on one expression, or on all.

    Attributes:
        metric: its name.
        expression: or `ALL`.
        animator: name of the one method.
        other: name of the other.
        difference: of the one less the other, mean over people, with its interval; where 1 is the
            best value, of how far each is off it.
        p: of the paired permutation test over people; NaN for fewer than two people.
        p_holm: the same, adjusted for all pairs of methods by this metric on this expression.
        better: name of the one that is better at the level of 5 %, after adjustment; else empty.
    """

    metric: str
    expression: str
    animator: str
    other: str
    difference: Interval
    p: float
    p_holm: float = float("nan")
    better: str = ""


def comparisons(figures: Sequence[Figures], *, seed: int) -> tuple[Comparison, ...]:
    """Compare all pairs of methods, by every metric that has a best value.

    Args:
        figures: of all methods; the truth and the oracle take no part.
        seed: of the bootstrap and the tests.
    """
    found: list[Comparison] = []
    for expression in (ALL, *sorted({one.expression for one in figures})):
        shown = [one for one in figures if expression in (ALL, one.expression)]
        for metric in METRICS:
            if metric.best:
                found += _family(metric, expression, shown, seed)
    return tuple(found)


def _family(
    metric: Metric, expression: str, shown: Sequence[Figures], seed: int
) -> list[Comparison]:
    """All pairs by one metric on one expression, which are tested together."""
    clips = {one.clip: one.person for one in shown}
    columns = _columns(metric, shown, list(clips))
    pairs = []
    for name, other in combinations(columns, 2):
        people = list(clips.values())
        found = difference(columns[name], columns[other], people, seed=seed)
        if found.interval.people:
            pairs.append(
                Comparison(
                    metric=metric.name,
                    expression=expression,
                    animator=name,
                    other=other,
                    difference=found.interval,
                    p=found.p,
                )
            )
    adjusted = holm([one.p for one in pairs])
    return [
        replace(one, p_holm=p, better=_better(metric, one) if p < LEVEL else "")
        for one, p in zip(pairs, adjusted, strict=True)
    ]


def _columns(
    metric: Metric, shown: Sequence[Figures], clips: Sequence[str]
) -> Mapping[str, NDArray[np.float64]]:
    """Values by method, one for each clip; NaN for a clip that a method has not drawn."""
    found: dict[str, NDArray[np.float64]] = {}
    places = {clip: place for place, clip in enumerate(clips)}
    for one in shown:
        if one.animator not in TOLD:
            column = found.setdefault(one.animator, np.full(len(clips), np.nan))
            column[places[one.clip]] = metric.off(one.values[metric.name])
    return found


def _better(metric: Metric, one: Comparison) -> str:
    first = (one.difference.value > 0) == (metric.best == "more")
    return one.animator if first else one.other
