"""Recipes of the residual method: ours and the paper's."""

from mien.methods.residual.recipes.ours import OURS
from mien.methods.residual.recipes.papers import PAPERS

RECIPES = {**OURS, **PAPERS}
"""Functions by their recipes' names."""
