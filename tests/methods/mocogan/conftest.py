"""A model small enough for a test."""

import pytest

from mien.methods.mocogan.config import MocoganConfig


@pytest.fixture
def config() -> MocoganConfig:
    """Two expressions, four frames of 32 pixels."""
    return MocoganConfig(
        expressions=("happy", "angry"),
        size=32,
        frames=4,
        content=8,
        motion=4,
        widths=(16, 12, 8),
        image_widths=(4, 8),
        video_widths=(4, 8),
        video_size=32,
        learning_rate=5e-3,
    )
