"""How intense is it: how ratings rise with the degree."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression  # type: ignore[import-untyped] # no stubs
from scipy.stats import spearmanr  # type: ignore[import-untyped] # no stubs

from mien.study.answers import Intensity
from mien.study.statistics.clusters import (
    Bootstrap,
    Estimate,
    Values,
    coded,
    columns,
    estimates,
    student,
    two_way,
)
from mien.study.statistics.shares import own_weights, quotient


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """Ratings of one method and expression.

    Attributes:
        method: who made the clips.
        expression: what they show.
        degrees: that were shown, rising.
        ratings: at each degree, mean over raters of each rater's own mean, 0 to 100.
        rising: the closest ratings that never fall with the degree.
        spearman: mean over raters of the rank correlation of rating and degree, with the interval
            over raters; NaN where nobody rated three degrees.
    """

    method: str
    expression: str
    degrees: tuple[float, ...]
    ratings: tuple[Estimate, ...]
    rising: tuple[Estimate, ...]
    spearman: Estimate


def calibrations(intensities: Sequence[Intensity], bootstrap: Bootstrap) -> tuple[Calibration, ...]:
    """One for each method and expression, in the order of their names."""
    groups: dict[tuple[str, str], list[Intensity]] = defaultdict(list)
    for one in intensities:
        groups[one.method, one.expression].append(one)
    return tuple(_calibration(groups[key], bootstrap) for key in sorted(groups))


def _calibration(own: Sequence[Intensity], bootstrap: Bootstrap) -> Calibration:
    degrees, codes = np.unique([one.degree for one in own], return_inverse=True)
    ratings = np.array([one.rating for one in own], np.float64)
    own_share = own_weights([(one.rater, one.degree) for one in own])[:, None] * columns(codes)

    def curves(weights: Values) -> Values:
        counted = weights @ own_share
        means = quotient(weights @ (own_share * ratings[:, None]), counted)
        rising = [_rising(*row) for row in zip(means, counted, strict=True)]
        return np.hstack([means, rising])

    found = estimates(
        two_way(curves, [one.rater for one in own], [one.item for one in own], bootstrap)
    )
    return Calibration(
        method=own[0].method,
        expression=own[0].expression,
        degrees=tuple(float(degree) for degree in degrees),
        ratings=tuple(found[: len(degrees)]),
        rising=tuple(found[len(degrees) :]),
        spearman=_spearman(own, bootstrap.level),
    )


def _rising(means: Values, counted: Values) -> Values:
    """The closest curve that never falls; NaN where nobody rated."""
    known = counted > 0
    curve = np.full_like(means, np.nan)
    curve[known] = isotonic_regression(means[known], weights=counted[known]).x
    return curve


def _spearman(own: Sequence[Intensity], level: float) -> Estimate:
    """Mean of the raters' correlations; someone who rates all alike has 0."""
    names, codes = coded([one.rater for one in own])
    pairs = np.array([(one.degree, one.rating) for one in own], np.float64)
    each = []
    for rater in range(len(names)):
        degree, rating = pairs[codes == rater].T
        if len(np.unique(degree)) > 2:
            constant = len(np.unique(rating)) == 1
            each.append(0.0 if constant else float(spearmanr(degree, rating).statistic))
    value = float(np.mean(each)) if each else float("nan")
    reach = float("nan")
    if len(each) > 1:
        reach = student(level, len(each)) * float(np.std(each, ddof=1)) / len(each) ** 0.5
    low, high = np.clip([value - reach, value + reach], -1, 1)
    return Estimate(value=value, low=float(low), high=float(high))
