"""Example portraits, looked at once."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from smiles import SIDE

from mien import examples
from mien.preparation.sight import Sight, see


@pytest.fixture(scope="session")
def sight_of() -> Callable[[str], Sight]:
    """The sight of an example portrait, `SIDE` pixels a side."""
    seen: dict[str, Sight] = {}

    def sight(name: str) -> Sight:
        if name not in seen:
            with Image.open(examples.path(name)) as picture:
                pixels = np.asarray(picture.convert("RGB").resize((SIDE, SIDE)))
            seen[name] = see(pixels, name)
        return seen[name]

    return sight


@pytest.fixture(scope="session")
def sight(sight_of: Callable[[str], Sight]) -> Sight:
    return sight_of("cora")
