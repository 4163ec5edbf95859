"""Variety: how clips of one expression differ from person to person, all of it drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.preparation.puppet.deform import weight_vector
from mien.preparation.puppet.mesh import FaceMesh
from mien.preparation.puppet.recipes import Recipe
from mien.types import Plane


@dataclass(frozen=True, kw_only=True)
class Variety:
    """How much clips differ.

    Attributes:
        strength: least and greatest degree that a clip ends at; 1 is one amount for everyone.
        asymmetry: standard deviation of how much more one side of the face moves than the other.
        units: standard deviation of each blendshape's weight, as a part of it.
        shapes: the same of what both sides of the face do alike.
        sometimes: greatest part of what only some faces add to an expression.
        folds: least and greatest depth of folds; faces differ in them by age.
        mirror: how often a one-sided expression is shown by the other side.
    """

    strength: tuple[float, float] = (0.6, 1.0)
    asymmetry: float = 0.06
    units: float = 0.05
    shapes: float = 0.0
    sometimes: float = 0.0
    folds: tuple[float, float] = (0.6, 1.2)
    mirror: float = 0.5

    def __post_init__(self) -> None:
        assert 0 < self.strength[0] <= self.strength[1] <= 1


SAME = Variety(strength=(1, 1), asymmetry=0, units=0, folds=(1, 1), mirror=0)
"""No variety at all."""

MOST: Final = 2.0
"""The greatest factor on the usual variety."""

_SHAPES: Final = 0.3
"""`Variety.shapes` at the greatest variety."""


def variety_of(amount: float) -> Variety:
    """The usual variety by a factor: 1 is the usual one, 0 none at all, 2 twice the spread.

    Above 1 faces also show an expression in different shapes.

    Args:
        amount: 0 to `MOST`; clips end at degree .2 and above at the most.
    """
    if amount == 0:
        return SAME
    assert 0 < amount <= MOST
    usual = Variety()
    middle = sum(usual.folds) / 2
    shallow, deep = (middle + amount * (depth - middle) for depth in usual.folds)
    beyond = max(0.0, amount - 1)
    return replace(
        usual,
        strength=(1 - amount * (1 - usual.strength[0]), 1.0),
        asymmetry=amount * usual.asymmetry,
        units=amount * usual.units,
        shapes=_SHAPES * beyond,
        sometimes=beyond,
        folds=(shallow, deep),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Draw:
    """What was drawn for one clip.

    Attributes:
        weights: (units,), of the blendshapes at degree 1.
        strength: the degree that the clip ends at.
        folds: factor on the folds' depth.
        asymmetry: by what part the subject's left moves more; negative = less.
        mirrored: whether a one-sided expression was swapped to the other side.
    """

    weights: Plane
    strength: float
    folds: float
    asymmetry: float
    mirrored: bool


def drawn(recipe: Recipe, mesh: FaceMesh, variety: Variety, rng: np.random.Generator) -> Draw:
    """Draw one clip's weights; the chance that is used does not depend on the recipe."""
    strength = float(rng.uniform(*variety.strength))
    folds = float(rng.uniform(*variety.folds))
    tilt = float(np.clip(variety.asymmetry * rng.normal(), -0.25, 0.25))
    mirrored = bool(rng.uniform() < variety.mirror) and recipe.sided
    single = np.clip(1 + variety.units * rng.normal(size=len(mesh.units)), 0.7, 1.3)
    weights = mirror(recipe.weights) if mirrored else recipe.weights
    shape = _shaped(weight_vector(mesh, weights), recipe, mesh, variety, rng)
    vector = shape * (1 + tilt * sides(mesh)) * single
    return Draw(
        weights=vector.astype(np.float32),
        strength=strength,
        folds=folds,
        asymmetry=tilt,
        mirrored=mirrored,
    )


def _shaped(
    vector: Plane, recipe: Recipe, mesh: FaceMesh, variety: Variety, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Weights as one of many faces has them, both sides alike, (units,)."""
    # A stream of its own: what is drawn from `rng` later does not depend on this.
    (own,) = rng.spawn(1)
    added = {name: weight * own.uniform() for name, weight in recipe.sometimes.items()}
    names = [unit.removesuffix("_L").removesuffix("_R") for unit in mesh.units]
    known, places = np.unique(names, return_inverse=True)
    amounts = 1 + variety.shapes * np.clip(own.normal(size=len(known)), -2, 2)
    whole = vector + variety.sometimes * weight_vector(mesh, added)
    return np.asarray(whole * amounts[places], float)


def sides(mesh: FaceMesh) -> NDArray[np.float64]:
    """1 for blendshapes of the subject's left, -1 for the right, 0 for those of both, (units,)."""
    signs = {"_L": 1.0, "_R": -1.0}
    return np.array([signs.get(name[-2:], 0.0) for name in mesh.units])


def mirror(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights of the mirrored expression."""
    ends = {"_L": "_R", "_R": "_L", "Left": "Right", "Right": "Left"}
    swapped = {}
    for name, weight in weights.items():
        end = next((end for end in ends if name.endswith(end)), "")
        swapped[name.removesuffix(end) + ends.get(end, "")] = weight
    return swapped
