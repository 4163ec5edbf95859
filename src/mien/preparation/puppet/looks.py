"""Looks that a face at rest does not have: a frown, a sad or disgusted face, a pout, pursed lips.

One length alone does not tell a look: brows lie lower in one person at rest than in another who
frowns. A look is therefore a weighted sum of lengths that the look changes most for how much
people at rest differ in them (Fisher's linear discriminant, 1936), scaled so that people at rest
have 0 on average, and the puppet's recipe at degree 1 has 1. `scripts/fit_looks.py` makes the
table.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mien.preparation.puppet.upright import upright
from mien.types import Plane

TABLE = Path(__file__).with_name("looks.toml")


@cache
def table() -> Mapping[str, Any]:
    """The data file: `lengths` and `looks` by name."""
    with TABLE.open("rb") as file:
        return tomllib.load(file)


def lengths(landmarks: Plane | NDArray[np.float64]) -> NDArray[np.float64]:
    """The table's lengths on a face, (lengths,), in distances between the eyes.

    Args:
        landmarks: (478, 2), photo pixels.
    """
    points, unit = upright(landmarks.astype(np.float32))
    axes = {"across": 0, "down": 1}
    found = [
        points[row["to"], axes[row["axis"]]].mean() - points[row["from"], axes[row["axis"]]].mean()
        for row in table()["lengths"].values()
    ]
    return np.array(found) / unit


def looks(landmarks: Plane | NDArray[np.float64]) -> dict[str, float]:
    """How much of each look a face has: 0 = as people at rest on average, 1 = the whole look.

    Args:
        landmarks: (478, 2), photo pixels.
    """
    beyond = lengths(landmarks) - [row["rest"] for row in table()["lengths"].values()]
    return {name: float(beyond @ look["weights"]) for name, look in table()["looks"].items()}


def says(name: str) -> str:
    """What a look looks like."""
    return str(table()["looks"][name]["says"])
