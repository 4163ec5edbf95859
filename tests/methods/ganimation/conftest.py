"""A model small enough for a test."""

import pytest

from mien.methods.ganimation.config import GanimationConfig


@pytest.fixture
def config() -> GanimationConfig:
    """Two expressions, frames of 32 pixels, a generator that learns in every second step."""
    return GanimationConfig(
        expressions=("happy", "angry"),
        size=32,
        width=4,
        blocks=1,
        critic_width=4,
        critic_layers=4,
        every=2,
        learning_rate=2e-3,
    )
