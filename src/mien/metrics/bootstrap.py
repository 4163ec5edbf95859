"""Intervals over people: clips of one person are not independent, people are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES = 2000
LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A figure and how sure it is.

    Attributes:
        value: over all people; NaN if nobody has one.
        low: lower end of the 95 % interval; NaN for fewer than two people.
        high: upper end.
        people: how many it rests on.
    """

    value: float
    low: float
    high: float
    people: int


NOBODY = Interval(value=float("nan"), low=float("nan"), high=float("nan"), people=0)


def mean_over_people(values: ArrayLike, people: Sequence[str], *, seed: int = 0) -> Interval:
    """Mean over people of each person's mean over clips, with its bootstrap interval.

    The percentile bootstrap of Efron (1979): people are drawn with replacement, 2000 times.

    Args:
        values: one for each clip; NaN where a clip has none.
        people: who each clip shows.
        seed: equal seeds give equal intervals.
    """
    (own,) = by_person(people, np.asarray(values, np.float64))
    if not len(own):
        return NOBODY
    resampled = own[draws(len(own), seed)].mean(axis=1)
    return interval(len(own), float(own.mean()), resampled)


def share_closed(
    distances: ArrayLike, of_still: ArrayLike, people: Sequence[str], *, seed: int = 0
) -> Interval:
    """Share of the unchanged photo's distance that a method closes: 1 - mean d / mean d(still).

    1 is the truth itself, 0 is no better than the photo, negative is worse. Means and resamples
    are those of `mean_over_people`; a person is drawn with both of their means.

    Args:
        distances: to the truth, one for each clip; NaN where a clip has none.
        of_still: the unchanged photo's, for the same clips.
        people: who each clip shows.
        seed: equal seeds give equal intervals.
    """
    own, still = by_person(people, np.asarray(distances, float), np.asarray(of_still, float))
    if not len(own):
        return NOBODY
    chosen = draws(len(own), seed)
    value = 1 - _ratio(own.mean(keepdims=True), still.mean(keepdims=True))
    resampled = 1 - _ratio(own[chosen].mean(axis=1), still[chosen].mean(axis=1))
    return interval(len(own), float(value[0]), resampled)


def by_person(people: Sequence[str], *columns: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Each person's means over the clips where every column has a value, by name of the person."""
    names = np.asarray(people)
    known = np.all([np.isfinite(column) for column in columns], axis=0)
    own = sorted(set(names[known].tolist()))
    return [
        np.array([column[known & (names == name)].mean() for name in own], np.float64)
        for column in columns
    ]


def draws(people: int, seed: int) -> NDArray[np.int64]:
    """Who is drawn in each resample, (2000, people), with replacement."""
    return np.random.default_rng(seed).integers(0, people, (RESAMPLES, people))


def interval(people: int, value: float, resampled: NDArray[np.float64]) -> Interval:
    """The percentile interval of what the resamples gave.

    Args:
        people: how many there are; of fewer than two no interval is known.
        value: over all of them.
        resampled: one for each resample.
    """
    low = high = float("nan")
    if people > 1:
        tail = (1 - LEVEL) / 2
        low, high = (float(end) for end in np.quantile(resampled, [tail, 1 - tail]))
    return Interval(value=value, low=low, high=high, people=people)


def _ratio(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)
