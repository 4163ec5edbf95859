"""An example portrait with a smile put on, and the clip between two pictures."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from smiles import SIZE, Smile

from mien.preparation.pairs import Pairs, Settings, list_photos
from mien.preparation.sight import Sight, see
from mien.preparation.take import Outcome


@pytest.fixture(scope="session")
def smiling(sight: Sight) -> np.ndarray:
    return Smile().drawn(sight, 1.0)


@pytest.fixture(scope="session")
def smiling_sight(smiling: np.ndarray) -> Sight:
    return see(smiling, "smiling")


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Outcome]:
    """A function that makes the clip between two pictures."""

    def made(
        neutral: np.ndarray,
        peak: np.ndarray,
        *,
        expression: str = "happy",
        seed: int = 0,
        **settings: object,
    ) -> Outcome:
        paths = tmp_path / "neutral.png", tmp_path / "peak.png"
        for path, picture in zip(paths, (neutral, peak), strict=True):
            Image.fromarray(picture).save(path)
        chosen = Settings(**{"size": SIZE, "frames": 5} | settings)
        source = Pairs(list_photos(*paths, expression, person="cora"), chosen)
        (item,) = source.items()
        return source.make(item, np.random.default_rng(seed))

    return made
