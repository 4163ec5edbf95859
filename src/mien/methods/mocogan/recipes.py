"""Recipes of MoCoGAN."""

from collections.abc import Callable
from dataclasses import replace

from mien.config import SIX, DataConfig, Recipe, Stage
from mien.methods.mocogan.config import MocoganConfig


def mocogan_full() -> Recipe:
    """The paper's layers and rates, with two doublings more for frames of 256 pixels."""
    method = MocoganConfig(expressions=SIX)
    return Recipe(
        name="mocogan-full",
        method=method,
        data=DataConfig(clips=10, frames=method.frames, whole=True, expressions_per_batch=10),
        stages=(Stage(size=256, steps=100_000),),
        sample_every=5000,
        checkpoint_every=1000,
        validate_every=5000,
    )


def mocogan() -> Recipe:
    """`mocogan-full` with fewer channels and clips, for two cores; its code is larger."""
    parent = mocogan_full()
    method = MocoganConfig(
        expressions=parent.method.expressions,
        content=128,
        widths=(256, 192, 128, 64, 48, 32),
        image_widths=(24, 48, 96),
        video_widths=(16, 32, 64, 128),
    )
    return replace(
        parent, name="mocogan", method=method, data=replace(parent.data, clips=4),
        sample_every=500, checkpoint_every=200, validate_every=500,
    )  # fmt: skip


def mocogan_tiny() -> Recipe:
    """`mocogan` in a few seconds, to see that all parts meet: clips of 36 pixels, frames of 32."""
    parent = mocogan()
    method = MocoganConfig(
        expressions=("happy", "angry"), size=32, frames=4, content=8, motion=4,
        widths=(8, 8, 8), image_widths=(4, 4), video_widths=(4, 4), video_size=32,
    )  # fmt: skip
    return replace(
        parent, name="mocogan-tiny", method=method, data=replace(parent.data, frames=4),
        stages=(Stage(size=32, steps=4),), sample_every=4, checkpoint_every=2, validate_every=2,
    )  # fmt: skip


RECIPES: dict[str, Callable[[], Recipe]] = {
    "mocogan": mocogan,
    "mocogan-full": mocogan_full,
    "mocogan-tiny": mocogan_tiny,
}
"""By the name that `mien train` knows them by."""
