"""How far raters agree beyond chance: Krippendorff's alpha."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from mien.study.answers import Answer, Intensity, Naming, Preference, Verdict
from mien.study.statistics.clusters import Bootstrap, Estimate, Values

Scale = Literal["nominal", "interval"]
Unit = tuple[object, ...]
Ratings = Mapping[Unit, Sequence[str | float]]
"""What was said of each unit."""


def agreements(answers: Sequence[Answer], bootstrap: Bootstrap) -> Mapping[str, Estimate]:
    """Alpha of each type of question that somebody answered."""
    said: dict[str, dict[Unit, list[str | float]]] = defaultdict(lambda: defaultdict(list))
    for answer in answers:
        named = _named(answer)
        if named is not None:
            question, unit, value = named
            said[question][unit].append(value)
    return {
        question: alpha(ratings, "interval" if question == "intensity" else "nominal", bootstrap)
        for question, ratings in said.items()
    }


def alpha(ratings: Ratings, scale: Scale, bootstrap: Bootstrap) -> Estimate:
    """Krippendorff's alpha (2011): 1 - observed / expected disagreement; 0 is chance, 1 is full.

    Units may have different numbers of raters; those with fewer than two are left out.

    Args:
        ratings: see `Ratings`.
        scale: values differ or do not, or by the square of their difference.
        bootstrap: of the percentile interval, over units.
    """
    pairable = [values for values in ratings.values() if len(values) > 1]
    if not pairable:
        return Estimate(value=float("nan"), low=float("nan"), high=float("nan"))
    values = sorted({value for unit in pairable for value in unit}, key=str)
    counts = np.array([[unit.count(value) for value in values] for unit in pairable], np.float64)
    distances = _distances(values, scale)
    rng = np.random.default_rng(bootstrap.seed)
    draws = rng.multinomial(
        len(counts), np.full(len(counts), 1 / len(counts)), size=bootstrap.resamples
    )
    tail = (1 - bootstrap.level) / 2
    low, high = np.nanquantile(
        _alphas(counts, distances, draws.astype(np.float64)), [tail, 1 - tail]
    )
    (value,) = _alphas(counts, distances, np.ones((1, len(counts))))
    return Estimate(value=float(value), low=float(low), high=float(high))


def _alphas(counts: Values, distances: Values, weights: Values) -> Values:
    """Alpha for each row of weights of the units; 1 where all values are the same."""
    own = np.einsum("uc,cd,ud->u", counts, distances, counts) / (counts.sum(axis=1) - 1)
    totals = weights @ counts
    size = totals.sum(axis=1)
    expected = np.einsum("bc,cd,bd->b", totals, distances, totals) / (size - 1)
    observed = weights @ own
    ratio = np.divide(observed, expected, out=np.zeros_like(observed), where=expected > 0)
    return np.asarray(1 - ratio, np.float64)


def _distances(values: Sequence[str | float], scale: Scale) -> Values:
    if scale == "nominal":
        return 1 - np.eye(len(values))
    numbers = np.array(values, np.float64)
    return np.asarray((numbers[:, None] - numbers) ** 2, np.float64)


def _named(answer: Answer) -> tuple[str, Unit, str | float] | None:
    """Question, unit and value of an answer."""
    where = (getattr(answer, "expression", ""), getattr(answer, "item", ""))
    match answer:
        case Preference(shown=shown, chosen=chosen):
            question = "prefer" if len(shown) == 2 else "best-of-n"
            return question, (*where, frozenset(shown)), chosen
        case Verdict(method=method, said_real=said):
            return "real?", (*where, method), str(said)
        case Naming(method=method, degree=degree, named=named):
            return "which expression?", (*where, method, degree), named
        case Intensity(method=method, degree=degree, rating=rating):
            return "intensity", (*where, method, degree), rating
        case _:
            return None
