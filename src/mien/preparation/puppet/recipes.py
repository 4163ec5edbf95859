"""Expressions: what moves at degree 1, read from a data file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mien.errors import MienError


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """One expression at degree 1.

    Attributes:
        name: of the expression.
        units: action units of FACS, "L" and "R" for those of one side.
        says: what it looks like.
        weights: of blendshapes, as `mien.preparation.puppet.deform.weight_vector` takes them.
        sided: whether it is one side's, and may as well be the other's.
        sometimes: weights that some faces add, up to these, both sides alike.
    """

    name: str
    units: str
    says: str
    weights: Mapping[str, float]
    sided: bool = False
    sometimes: Mapping[str, float] = field(default_factory=dict)


@cache
def recipes() -> Mapping[str, Recipe]:
    """All expressions of the data file, by name, in its order."""
    with Path(__file__).with_name("recipes.toml").open("rb") as file:
        table = tomllib.load(file)
    return {name: Recipe(name=name, **row) for name, row in table.items()}


def recipe(name: str) -> Recipe:
    """The recipe of an expression.

    Raises:
        MienError: there is none.
    """
    known = recipes()
    if name not in known:
        raise MienError(f"There is no recipe for {name!r}. There are: {', '.join(known)}.")
    return known[name]
