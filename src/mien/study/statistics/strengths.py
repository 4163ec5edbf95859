"""How much more realistic one method looks than another: Bradley-Terry, and Luce for more clips."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from mien.study.answers import Preference
from mien.study.statistics.clusters import (
    Bootstrap,
    Codes,
    Estimate,
    Values,
    coded,
    estimates,
    two_way,
)

Cell = tuple[tuple[str, ...], int]
"""Methods in the order on the screen, and the place that was chosen."""


@dataclass(frozen=True, kw_only=True)
class Strengths:
    """What the choice model of `strengths` found.

    Attributes:
        methods: log-strengths, the strongest first; their mean is 0.
        places: log-odds of choosing a place over the first one, all else equal, by
            "place k of n".
    """

    methods: Mapping[str, Estimate]
    places: Mapping[str, Estimate]


def strengths(preferences: Sequence[Preference], bootstrap: Bootstrap) -> Strengths | None:
    """Fit P(place k is chosen) = exp(s[method at k] + b[k]) / sum over places of the same.

    With two clips this is Bradley and Terry (1952) with an order effect (Davidson and Beaver
    1977), with more of them the first choice of Plackett and Luce. It is fitted as a Poisson
    regression on the counts of each order and place, with a free mean for each order, which has
    the same maximum (Baker 1994). Each set of methods is given one answer in all, shared evenly by
    its orders and places, so that a method that always wins keeps a finite strength.

    Returns:
        None if some methods never met the others, not even by way of a third, or if each kept to
        its place on the screen.
    """
    if not preferences:
        return None
    cells, codes = _cells(preferences)
    methods = sorted({name for order, _ in cells for name in order})
    places = list(dict.fromkeys((len(order), k) for order, k in cells if k))
    design, orders = _design(cells, methods, places)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    chosen, phantom = np.eye(len(cells))[codes], _phantom(cells)

    def fitted(weights: Values) -> Values:
        found = np.stack([_fit(counts, design) for counts in weights @ chosen + phantom])
        own, sides = np.split(found[:, orders:], [len(methods) - 1], axis=1)
        own = np.insert(own, 0, 0.0, axis=1)
        return np.hstack([own - own.mean(axis=1, keepdims=True), sides])

    spread = two_way(
        fitted, [one.rater for one in preferences], [one.item for one in preferences], bootstrap
    )
    found = estimates(spread)
    by_method = dict(zip(methods, found, strict=False))
    ranked = sorted(by_method, key=lambda name: -by_method[name].value)
    names = [f"place {k + 1} of {count}" for count, k in places]
    return Strengths(
        methods={name: by_method[name] for name in ranked},
        places=dict(zip(names, found[len(methods) :], strict=True)),
    )


def _fit(counts: Values, design: Values) -> Values:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two methods all is known: the fit is perfect
        return np.asarray(GLM(counts, design, family=Poisson()).fit().params, np.float64)


def _cells(preferences: Sequence[Preference]) -> tuple[list[Cell], Codes]:
    """Every place of every order that was shown, and the cell of each answer."""
    orders = dict.fromkeys(one.shown for one in preferences)
    cells = [(order, place) for order in orders for place in range(len(order))]
    known = {cell: number for number, cell in enumerate(cells)}
    codes = [known[one.shown, one.shown.index(one.chosen)] for one in preferences]
    return cells, np.array(codes, np.intp)


def _design(
    cells: Sequence[Cell], methods: Sequence[str], places: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.float64], int]:
    """Columns: orders, methods but the first, places but the first; and how many orders."""
    orders = coded([order for order, _ in cells])[1]
    shown = [methods.index(order[place]) for order, place in cells]
    at = [places.index((len(order), k)) + 1 if k else 0 for order, k in cells]
    blocks = [
        np.eye(orders.max() + 1)[orders],
        np.eye(len(methods))[shown][:, 1:],
        np.eye(len(places) + 1)[at][:, 1:],
    ]
    return np.concatenate(blocks, axis=1), int(orders.max()) + 1


def _phantom(cells: Sequence[Cell]) -> Values:
    sets = coded([frozenset(order) for order, _ in cells])[1]
    return np.asarray(1 / np.bincount(sets)[sets], np.float64)
