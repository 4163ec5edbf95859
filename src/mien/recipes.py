"""Named recipes of all methods: what `mien train` knows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mien.config import Recipe, ResidualConfig
from mien.errors import MienError
from mien.methods.registry import find_method, methods
from mien.recorded import from_dict

RECIPES = {name: make for method in methods() for name, make in method.recipes.items()}
"""Every recipe by its name; each is a function, and an ablation is its parent plus one change."""


def find_recipe(name: str) -> Recipe:
    """The recipe of a name.

    Raises:
        MienError: there is none.
    """
    if name not in RECIPES:
        raise MienError(f"There is no recipe {name!r}. Recipes: {', '.join(RECIPES)}.")
    return RECIPES[name]()


def learning(recipe: Recipe, expressions: tuple[str, ...], known: tuple[str, ...] = ()) -> Recipe:
    """A recipe that learns other expressions than its own.

    Args:
        recipe: to change.
        expressions: what to learn.
        known: expressions of the bundle that the run starts from. They stay in the network, and
            nothing but the residual encoders of `expressions`, new or known, learns.

    Raises:
        MienError: an expression is named twice.
    """
    if twice := sorted({name for name in expressions if expressions.count(name) > 1}):
        raise MienError(f"{', '.join(twice)} is named twice: name each expression once.")
    method = _showing(recipe.method, tuple(dict.fromkeys((*known, *expressions))))
    return replace(recipe, method=method, learnt=expressions if known else ())


def _showing(method: Any, expressions: tuple[str, ...]) -> Any:
    """A method's settings with other expressions."""
    if isinstance(method, ResidualConfig):
        return replace(method, network=replace(method.network, expressions=expressions))
    return replace(method, expressions=expressions)


def recipe_from(values: Mapping[str, Any]) -> Recipe:
    """Rebuild a recipe of any method from what `mien.recorded.to_dict` made of it.

    Raises:
        MienError: an unknown method, or a name that its settings do not have.
    """
    # Runs that were begun when there was one method do not name it.
    method = find_method(values["method"].get("method", "residual"))
    return from_dict(Recipe, _without_dropout(values), method=method.config)


def _without_dropout(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same without a network's dropout, which older runs record: it was 0 in every recipe."""
    network = values["method"].get("network")
    if network is None:
        return values
    kept = {name: value for name, value in network.items() if name != "dropout"}
    return {**values, "method": {**values["method"], "network": kept}}
