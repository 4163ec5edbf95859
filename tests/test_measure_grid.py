"""The script that measures a grid between parted lips."""

import runpy
from pathlib import Path

import numpy as np
import pytest

SCRIPT = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "measure_grid.py"))
LIPS = np.full((68, 2), 100.0)
LIPS[60:68] += [(-20, 0), (-10, -6), (0, -6), (10, -6), (20, 0), (10, 6), (0, 6), (-10, 6)]


def _decibels(period: int, every: int) -> float:
    """Of noise with upright stripes `every` pixels apart, none for 0."""
    picture = np.random.default_rng(0).normal(128, 8, (200, 200, 3))
    if every:
        picture += 20 * np.cos(2 * np.pi * np.arange(200) / every)[:, None]
    found: float = SCRIPT["decibels"](picture.clip(0, 255).astype(np.uint8), LIPS, period)
    return found


@pytest.mark.parametrize("period", [4, 2])
def test_a_grid_stands_out_at_its_own_period_alone(period: int) -> None:
    assert abs(_decibels(period, 0)) < 4
    assert abs(_decibels(period, 6 - period)) < 4
    assert _decibels(period, period) > 15


def test_lips_that_hardly_part_tell_nothing() -> None:
    assert SCRIPT["decibels"](np.zeros((200, 200, 3), np.uint8), np.full((68, 2), 100.0), 4) is None
