"""How far raters agree beyond chance: Krippendorff's alpha."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Literal

import numpy as np

from mien.study.answers import Answer, Intensity, Naming, Preference, Verdict
from mien.study.questions import Kind
from mien.study.statistics.clusters import Bootstrap, Estimate, Values, coded, columns

Scale = Literal["nominal", "interval"]
Ratings = Mapping[Hashable, Sequence[str | float]]
"""What was said of each unit."""


def agreements(answers: Sequence[Answer], bootstrap: Bootstrap) -> Mapping[str, Estimate]:
    """Alpha of each question that somebody answered."""
    said: dict[str, dict[Hashable, dict[Hashable, list[str | float]]]] = {}
    for answer in answers:
        named = _named(answer)
        if named is not None:
            kind, group, unit, value = named
            units = said.setdefault(kind, {}).setdefault(group, {})
            units.setdefault(unit, []).append(value)
    return {
        kind: alpha([*groups.values()], "interval" if kind == "intensity" else "nominal", bootstrap)
        for kind, groups in said.items()
    }


def alpha(groups: Sequence[Ratings], scale: Scale, bootstrap: Bootstrap) -> Estimate:
    """Krippendorff's alpha (2011): 1 - observed / expected disagreement; 0 is chance, 1 is full.

    Expected is what pairs of answers within a group would disagree. Of units that show other
    methods, other answers can be given: in one group, chance would look like agreement. Units may
    have different numbers of raters; those with fewer than two are left out.

    Args:
        groups: units to which the same answers can be given; see `Ratings`.
        scale: values differ or do not, or by the square of their difference.
        bootstrap: of the percentile interval, over units.
    """
    pairable = [
        (number, values)
        for number, ratings in enumerate(groups)
        for values in ratings.values()
        if len(values) > 1
    ]
    if not pairable:
        return Estimate(value=float("nan"), low=float("nan"), high=float("nan"))
    values = sorted({value for _, unit in pairable for value in unit}, key=str)
    counts = np.array([[unit.count(value) for value in values] for _, unit in pairable], np.float64)
    members = columns(coded([number for number, _ in pairable])[1])
    distances = _distances(values, scale)
    rng = np.random.default_rng(bootstrap.seed)
    even = np.full(len(counts), 1 / len(counts))
    draws = rng.multinomial(len(counts), even, size=bootstrap.resamples).astype(np.float64)
    tail = (1 - bootstrap.level) / 2
    resampled = _alphas(counts, members, distances, draws)
    low, high = np.nanquantile(resampled, [tail, 1 - tail])
    (value,) = _alphas(counts, members, distances, np.ones((1, len(counts))))
    return Estimate(value=float(value), low=float(low), high=float(high))


def _alphas(counts: Values, members: Values, distances: Values, weights: Values) -> Values:
    """Alpha for each row of weights of the units; 1 where all values are the same."""
    own = np.einsum("uc,cd,ud->u", counts, distances, counts) / (counts.sum(axis=1) - 1)
    expected = np.zeros(len(weights))
    for member in members.T:
        totals = (weights * member) @ counts
        pairs = np.einsum("bc,cd,bd->b", totals, distances, totals)
        expected += pairs / np.maximum(totals.sum(axis=1) - 1, 1)
    observed = weights @ own
    ratio = np.divide(observed, expected, out=np.zeros_like(observed), where=expected > 0)
    return np.asarray(1 - ratio, np.float64)


def _distances(values: Sequence[str | float], scale: Scale) -> Values:
    if scale == "nominal":
        return 1 - np.eye(len(values))
    numbers = np.array(values, np.float64)
    return np.asarray((numbers[:, None] - numbers) ** 2, np.float64)


def _named(answer: Answer) -> tuple[Kind, Hashable, Hashable, str | float] | None:
    """Question, group, unit and value of an answer."""
    where = (getattr(answer, "expression", ""), getattr(answer, "item", ""))
    match answer:
        case Preference(shown=shown, chosen=chosen):
            return "prefer" if len(shown) == 2 else "best-of-n", frozenset(shown), where, chosen
        case Verdict(method=method, said_real=said):
            return "real", None, (*where, method), str(said)
        case Naming(method=method, degree=degree, named=named):
            return "expression", None, (*where, method, degree), named
        case Intensity(method=method, degree=degree, rating=rating):
            return "intensity", None, (*where, method, degree), rating
        case _:
            return None
