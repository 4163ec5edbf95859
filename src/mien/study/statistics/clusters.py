"""Errors of figures whose answers share raters and clips: the two-way cluster bootstrap."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t  # type: ignore[import-untyped] # no stubs

Values = NDArray[np.float64]
Codes = NDArray[np.intp]
Statistic = Callable[[Values], Values]
"""Figures, (draws, figures), of answers that count as often as weights say, (draws, answers)."""

_AT_ONCE = 2_000_000
"""Weights in memory."""


@dataclass(frozen=True, kw_only=True)
class Bootstrap:
    """How errors are found.

    Attributes:
        resamples: for each of the three ways of resampling.
        seed: equal seeds give equal errors.
        level: of the intervals.
    """

    resamples: int = 1000
    seed: int = 0
    level: float = 0.95


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Figures and how far they would move with other raters and other clips.

    Attributes:
        values: the figures, shape (figures,).
        errors: standard errors; NaN with fewer than two raters or two items.
        quantile: of Student's t with min(raters, items) - 1 degrees of freedom.
    """

    values: Values
    errors: Values
    quantile: float


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A figure with its interval; the ends are NaN where there are too few raters or items."""

    value: float
    low: float
    high: float


def coded(names: Sequence[object]) -> tuple[list[object], Codes]:
    """The different names in the order in which they come, and each one's place among them."""
    known = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return list(known), np.array([known[name] for name in names], np.intp)


def columns(codes: Codes) -> Values:
    """A column of 0 and 1 for each code, shape (answers, codes): `weights @ columns` adds up."""
    return np.eye(int(codes.max()) + 1)[codes]


def two_way(
    statistic: Statistic, raters: Sequence[str], items: Sequence[str], bootstrap: Bootstrap
) -> Spread:
    """Standard errors over raters and items at once.

    Cameron, Gelbach and Miller (2011), Equation 2.11, with bootstrap variances: that over raters
    plus that over items minus that over pairs of both, which the first two count twice; not below
    the larger of the first two. Each is scaled by n / (n - 1), n being how many are drawn.
    Drawing raters and items in one go would count the answers' own noise three times (Owen 2007).

    Args:
        statistic: see `Statistic`; a figure that a resample does not define is NaN.
        raters: one for each answer.
        items: one for each answer.
        bootstrap: how often to resample.
    """
    by_rater, by_item = coded(raters)[1], coded(items)[1]
    by_pair = coded(list(zip(raters, items, strict=True)))[1]
    rng = np.random.default_rng(bootstrap.seed)
    over_raters, over_items, over_pairs = (
        _variance(statistic, codes, bootstrap.resamples, rng)
        for codes in (by_rater, by_item, by_pair)
    )
    least = np.maximum(over_raters, over_items)
    fewest = min(len(set(by_rater)), len(set(by_item)))
    return Spread(
        values=statistic(np.ones((1, len(by_rater))))[0],
        errors=np.sqrt(np.maximum(over_raters + over_items - over_pairs, least)),
        quantile=student(bootstrap.level, fewest),
    )


def student(level: float, clusters: int) -> float:
    """Two-sided quantile of Student's t for so many raters or items; NaN for fewer than two."""
    return float(t.ppf((1 + level) / 2, clusters - 1)) if clusters > 1 else float("nan")


def estimates(spread: Spread) -> list[Estimate]:
    """Each figure plus and minus its error times the quantile."""
    reach = spread.errors * spread.quantile
    ends = zip(spread.values, spread.values - reach, spread.values + reach, strict=True)
    return [Estimate(value=float(v), low=float(low), high=float(high)) for v, low, high in ends]


def _variance(
    statistic: Statistic, codes: Codes, resamples: int, rng: np.random.Generator
) -> Values:
    """Variance of the figures when clusters, numbered from 0, are drawn with replacement."""
    clusters = int(codes.max()) + 1
    if clusters < 2:
        return np.full_like(statistic(np.ones((1, len(codes))))[0], np.nan)
    parts = np.array_split(np.arange(resamples), max(1, resamples * len(codes) // _AT_ONCE))
    even = np.full(clusters, 1 / clusters)
    draws = (rng.multinomial(clusters, even, size=len(part)) for part in parts)
    figures = np.concatenate([statistic(draw[:, codes].astype(np.float64)) for draw in draws])
    known = np.isfinite(figures)
    count = np.maximum(known.sum(axis=0), 2)
    middle = np.where(known, figures, 0).sum(axis=0) / count
    squares = np.where(known, (figures - middle) ** 2, 0).sum(axis=0)
    return np.asarray(squares / (count - 1) * clusters / (clusters - 1), np.float64)
