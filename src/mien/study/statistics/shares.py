"""Shares by the paper's rule, with intervals: the cells of Tables 1 and 2."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm  # type: ignore[import-untyped] # no stubs
from statsmodels.stats.proportion import proportion_confint

from mien.study.answers import EXPRESSIONS
from mien.study.statistics.clusters import Bootstrap, Spread, Values, coded, columns, two_way

MEAN = "mean"
"""Name of the last column: the mean of the cells before it, as in the paper."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """How often something was answered.

    Attributes:
        rate: mean over raters of each rater's own share; in the mean column, mean of the cells.
        low: lower end of the interval over raters and clips.
        high: upper end.
        pooled: share of all answers, whoever gave them.
        wilson_low: lower end of Wilson's interval of `pooled`, as if all answers were independent.
        wilson_high: upper end.
        answers: how many.
        raters: who gave them.
        items: how many portraits they are about.
    """

    rate: float
    low: float
    high: float
    pooled: float
    wilson_low: float
    wilson_high: float
    answers: int
    raters: int
    items: int


@dataclass(frozen=True, kw_only=True)
class Said:
    """A yes or no of a rater about an item and an expression."""

    rater: str
    item: str
    expression: str
    yes: bool


def shares(said: Sequence[Said], bootstrap: Bootstrap) -> Mapping[str, Share]:
    """Share of yes by expression, the paper's first and others by name, and the mean of those.

    "A preference rate is calculated for each user and the final results are averaged over the 50
    scores" (the paper, AMT results): each answer counts one over its rater's answers in the cell.

    Args:
        said: one for each answer; at least one.
        bootstrap: of the intervals over raters and items.
    """
    names = sorted({one.expression for one in said}, key=_column)
    codes = np.array([names.index(one.expression) for one in said], np.intp)
    yes = np.array([[one.yes] for one in said], np.float64)
    own = own_weights([(one.rater, one.expression) for one in said])[:, None] * columns(codes)

    def rates(weights: Values) -> Values:
        cells = quotient(weights @ (own * yes), weights @ own)
        return np.hstack([cells, cells.mean(axis=1, keepdims=True)])

    spread = two_way(rates, [one.rater for one in said], [one.item for one in said], bootstrap)
    own_said = [[one for one in said if one.expression == name] for name in names]
    return {
        name: _share(place, spread, held, bootstrap.level)
        for place, (name, held) in enumerate(zip([*names, MEAN], [*own_said, said], strict=True))
    }


def _column(expression: str) -> tuple[int, str]:
    """Where an expression stands in a table."""
    paper = EXPRESSIONS.index(expression) if expression in EXPRESSIONS else len(EXPRESSIONS)
    return paper, expression


def own_weights(cells: Sequence[object]) -> Values:
    """One over how often each answer's cell comes: answers of a cell weigh 1 together."""
    codes = coded(cells)[1]
    return np.asarray(1 / np.bincount(codes)[codes], np.float64)


def quotient(above: Values, below: Values) -> Values:
    """One over the other; NaN where that is nothing."""
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def wilson(count: float, answers: float, quantile: float) -> tuple[float, float]:
    """Wilson's interval (1927) of a share, for a normal or Student quantile."""
    if not np.isfinite(quantile):
        return float("nan"), float("nan")
    low, high = proportion_confint(count, answers, alpha=2 * norm.sf(quantile), method="wilson")
    return float(low), float(high)


def effective(rate: float, error: float, answers: int, raters: int) -> float:
    """How many independent answers would have this error; never more than were given.

    Where all answers are the same, the error says nothing: a rater then counts once.
    """
    return min(answers, rate * (1 - rate) / error**2) if error > 0 else raters


def _share(place: int, spread: Spread, said: Sequence[Said], level: float) -> Share:
    rate, error = float(spread.values[place]), float(spread.errors[place])
    raters, items = len({one.rater for one in said}), len({one.item for one in said})
    size = effective(rate, error, len(said), raters)
    low, high = wilson(rate * size, size, spread.quantile)
    count = sum(one.yes for one in said)
    wilson_low, wilson_high = wilson(count, len(said), float(norm.ppf((1 + level) / 2)))
    return Share(
        rate=rate,
        low=low,
        high=high,
        pooled=count / len(said),
        wilson_low=wilson_low,
        wilson_high=wilson_high,
        answers=len(said),
        raters=raters,
        items=items,
    )
