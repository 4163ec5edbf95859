"""Recipes of GANimation."""

from collections.abc import Callable
from dataclasses import replace

from mien.config import SIX, DataConfig, Recipe, Stage
from mien.methods.ganimation.config import GanimationConfig


def ganimation_full() -> Recipe:
    """The paper's widths, rates and weights, and about its batch, at 256 pixels."""
    return Recipe(
        name="ganimation-full",
        method=GanimationConfig(expressions=SIX),
        data=DataConfig(clips=12, frames=1, expressions_per_batch=12),
        stages=(Stage(size=256, steps=240_000),),
        sample_every=5000,
        checkpoint_every=1000,
        validate_every=5000,
    )


def ganimation() -> Recipe:
    """`ganimation-full` with a quarter of its channels and a third of its batch, for two cores.

    Its rate is four times the paper's, and the generator learns in every other step instead of
    every fifth: what can be run there is a hundredth of the paper's steps.
    """
    parent = ganimation_full()
    return replace(
        parent,
        name="ganimation",
        method=GanimationConfig(
            expressions=SIX, width=16, critic_width=16, every=2, learning_rate=4e-4
        ),
        data=replace(parent.data, clips=4),
        sample_every=500,
        checkpoint_every=200,
        validate_every=500,
    )


def ganimation_tiny() -> Recipe:
    """`ganimation` in seconds, to see that all parts meet: clips of 36 pixels, frames of 32."""
    parent = ganimation()
    method = GanimationConfig(
        expressions=("happy", "angry"), size=32, width=4, blocks=1,
        critic_width=4, critic_layers=4, every=2,
    )  # fmt: skip
    return replace(
        parent, name="ganimation-tiny", method=method, stages=(Stage(size=32, steps=4),),
        sample_every=4, checkpoint_every=2, validate_every=2,
    )  # fmt: skip


RECIPES: dict[str, Callable[[], Recipe]] = {
    "ganimation": ganimation,
    "ganimation-full": ganimation_full,
    "ganimation-tiny": ganimation_tiny,
}
"""By the name that `mien train` knows them by."""
