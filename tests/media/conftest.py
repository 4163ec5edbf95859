"""A small moving clip: a bright disc crosses a shaded background."""

import numpy as np
import pytest
from numpy.typing import NDArray


def draw(count: int, height: int = 64, width: int = 80) -> NDArray[np.uint8]:
    y, x = np.mgrid[:height, :width]
    shade = np.stack([40 + 2 * x, 60 + 2 * y, 200 - x - y], -1).clip(0, 255).astype(np.uint8)
    frames = np.repeat(shade[None], count, 0)
    for index, frame in enumerate(frames):
        frame[np.hypot(x - 15 - 4 * index, y - 32) < 9] = (250, 240, 230)
    return frames


@pytest.fixture
def frames() -> NDArray[np.uint8]:
    return draw(7)
