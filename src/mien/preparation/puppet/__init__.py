"""Clips out of single neutral photos, through a face mesh with expression blendshapes.

A photo goes through these stages, each of them a module: its face is found, measured and screened
(`sitter`, `measures`, `glasses`, `screening`), the mesh is laid on it (`fit`), an expression is
drawn (`recipes`, `variety`, `lids`) and moves it (`deform`), and every frame is put together
(`compose`) out of moved skin (`raster`, `flow`), its shade and folds (`shade`, `folds`), eyes
(`eyes`), lips and mouth (`lips`, `mouth`).
"""

from mien.preparation.puppet.recipes import Recipe, recipes
from mien.preparation.puppet.settings import Settings
from mien.preparation.puppet.source import Puppet

__all__ = ["Puppet", "Recipe", "Settings", "recipes"]
