"""Folds of a moving face: dark lines with a bright side, drawn on the mesh and not on the photo."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from mien.preparation.points import EYE_CORNERS
from mien.preparation.puppet.mesh import FaceMesh, Part
from mien.ramp import smoothstep
from mien.types import Plane

FINE = 24.0
"""Pixels a centimetre of the texture."""

BEGIN = 0.15
"""Degree from which on folds show."""

_EYES = 9.0


@dataclass(frozen=True, kw_only=True)
class Fold:
    """A line of `folds.toml`."""

    name: str
    width: float
    depth: float
    ridge: float
    beside: Literal["outer", "inner"]
    least: float
    drivers: Mapping[str, float]
    points: tuple[tuple[int, int, float, float], ...]

    def amount(self, weights: Mapping[str, float], side: str) -> float:
        """How far it is folded, in [0, 1], by the weights of all units."""
        pull = sum(gain * weights.get(f"{unit}_{side}", 0) for unit, gain in self.drivers.items())
        return float(smoothstep(np.array((pull - self.least) / (1 - self.least))))


@cache
def known_folds() -> tuple[Fold, ...]:
    """All that are described in the data file."""
    with Path(__file__).with_name("folds.toml").open("rb") as file:
        table = tomllib.load(file)
    return tuple(
        Fold(**{**row, "points": tuple(tuple(point) for point in row["points"])})
        for row in table["fold"]
    )


@dataclass(frozen=True, eq=False)
class Texture:
    """The folds of one mesh, each drawn at full depth.

    Attributes:
        corner: (x, y) of the texture's first pixel on the mean head, in centimetres.
        drawn: of each fold and side, logarithms (h, w) in a window, and where the window starts.
        shape: of the whole texture.
    """

    corner: Plane
    drawn: Mapping[tuple[str, str], tuple[Plane, tuple[int, int]]]
    shape: tuple[int, int]

    def folded(self, weights: Mapping[str, float], depth: float) -> Plane | None:
        """The texture at full degree (h, w), or None if no fold shows.

        Args:
            weights: of the units, by name.
            depth: factor on all folds.
        """
        picture = np.zeros(self.shape, np.float32)
        for fold in known_folds():
            for side in "LR":
                amount = fold.amount(weights, side) * depth
                if amount > 0:
                    window, (top, left) = self.drawn[fold.name, side]
                    height, width = window.shape
                    picture[top : top + height, left : left + width] += amount * window
        return picture if picture.any() else None

    def places(self, heads: Plane) -> Plane:
        """Points of the mean head (..., 2) as pixels of the texture."""
        return (heads - self.corner) * np.float32(FINE)


def texture(mesh: FaceMesh) -> Texture:
    """Draw every fold on a mesh with anchors."""
    assert mesh.anchors is not None
    skin = mesh.vertices[np.unique(mesh.of(Part.SKIN)), :2]
    corner = skin.min(0)
    width, height = (int(extent) + 1 for extent in np.ptp(skin, axis=0) * FINE)
    places = mesh.anchors.of(mesh.vertices)[:, :2]
    eyes = [places[corners[0]] for corners in EYE_CORNERS]
    unit = float(np.linalg.norm(eyes[1] - eyes[0])) / _EYES
    drawn = {}
    for fold in known_folds():
        for side, out in (("R", -1.0), ("L", 1.0)):
            path = np.array(
                [
                    places[left if out > 0 else right] + np.array([out * away, up]) * unit
                    for right, left, away, up in fold.points
                ]
            )
            drawn[fold.name, side] = _drawn(
                fold, (path - corner) * FINE, out, unit * FINE, (height, width)
            )
    return Texture(corner.astype(np.float32), drawn, (height, width))


def _drawn(
    fold: Fold, path: Plane, out: float, unit: float, shape: tuple[int, int]
) -> tuple[Plane, tuple[int, int]]:
    """One fold in a window round it, and the window's (top, left)."""
    curve = _curve(path)
    margin = 6 * fold.width * unit
    low = np.floor(curve.min(0) - margin).astype(int).clip(0)
    high = np.ceil(curve.max(0) + margin).astype(int).clip(None, np.array(shape[::-1]))
    x, y = np.meshgrid(np.arange(low[0], high[0]), np.arange(low[1], high[1]))
    away = np.stack([x, y], -1)[:, :, None] - curve
    nearest = (away**2).sum(-1).argmin(-1)
    tangent = np.gradient(curve, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1)
    offset = np.take_along_axis(away, nearest[:, :, None, None], 2)[:, :, 0]
    across = (offset * normal[nearest]).sum(-1) / (fold.width * unit)
    past = np.abs((offset * tangent[nearest]).sum(-1)) / (fold.width * unit)
    along = nearest / (len(curve) - 1)
    sign = out if fold.beside == "outer" else -out
    profile = _profile(across * _bright_side(path, normal, sign), fold.ridge)
    ends = np.sin(np.pi * np.clip(along, 0, 1)) ** 0.7 * np.exp(-(past**2))
    window = fold.depth * profile * ends
    return window.astype(np.float32), (int(low[1]), int(low[0]))


def _bright_side(path: Plane, normal: Plane, out: float) -> float:
    """Sign of the normal's side that is bright: outwards, or, of level folds, upwards."""
    level = abs(path[-1, 0] - path[0, 0]) > abs(path[-1, 1] - path[0, 1])
    mean = normal.mean(0)
    return float(np.sign(mean[1] if level else mean[0] * out) or 1)


def _profile(across: Plane, ridge: float) -> Plane:
    """A dark line at 0 with a wide bright ridge on the positive side."""
    line = -np.exp(-(across**2) / 2)
    shadow = -0.25 * np.exp(-(((across + 1.2) / 1.6) ** 2) / 2)
    bright = ridge * np.exp(-(((across - 2.6) / 1.5) ** 2) / 2)
    return np.asarray(line + shadow + bright, np.float32)


def _curve(path: Plane, count: int = 40) -> Plane:
    """A smooth curve through few points (k, 2): Catmull-Rom, (count, 2)."""
    ends = np.vstack([2 * path[0] - path[1], path, 2 * path[-1] - path[-2]])
    where = np.linspace(0, len(path) - 1 - 1e-6, count)
    number = where.astype(int)
    t = (where - number)[:, None]
    a, b, c, d = (ends[number + offset] for offset in range(4))
    curve = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return np.asarray(curve, np.float32)
