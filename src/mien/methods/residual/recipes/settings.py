"""The residual method's settings in a recipe."""

from mien.config import Recipe, ResidualConfig


def settings(recipe: Recipe) -> ResidualConfig:
    """The method's settings in a recipe of this module."""
    assert isinstance(recipe.method, ResidualConfig)
    return recipe.method
