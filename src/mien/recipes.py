"""Named recipes of all methods: what `mien train` knows."""

from collections.abc import Mapping
from typing import Any

from mien.config import Recipe, from_dict
from mien.errors import MienError
from mien.methods.registry import find_method, methods

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


def recipe_from(values: Mapping[str, Any]) -> Recipe:
    """Rebuild a recipe of any method from what `mien.config.to_dict` made of it.

    Raises:
        MienError: an unknown method, or a name that its settings do not have.
    """
    # Runs that were begun when there was one method do not name it.
    method = find_method(values["method"].get("method", "residual"))
    return from_dict(Recipe, values, method=method.config)
