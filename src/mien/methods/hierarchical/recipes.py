"""Recipes of the hierarchical baseline: one that trains on two cores, and the full protocol."""

from collections.abc import Callable
from dataclasses import replace

from mien.config import SIX, DataConfig, Recipe, Stage
from mien.methods.hierarchical.config import HierarchicalConfig


def hierarchical() -> Recipe:
    """Six expressions at 256 pixels: narrow networks that change the portrait, no discriminator.

    Its length is meant to be cut by `mien train --minutes`: the rates do not fall.
    """
    return Recipe(
        name="hierarchical",
        method=HierarchicalConfig(expressions=SIX),
        data=DataConfig(clips=2, frames=10, whole=True, expressions_per_batch=2),
        stages=(Stage(size=256, steps=20_000, warmup=20),),
        sample_every=500,
        checkpoint_every=100,
        validate_every=500,
    )


def hierarchical_full() -> Recipe:
    """Villegas et al.'s widths, rates and weights; the networks draw the frames themselves."""
    method = HierarchicalConfig(
        expressions=SIX,
        hidden=1024,
        widths=(64, 128, 256, 256, 512, 512),
        judge_width=64,
        additive=False,
        weights={
            "landmarks": 1.0,
            "squared": 0.5,
            "perceptual": 0.5,
            "adversarial": 1.0,
        },
        image_rate=1e-4,
        betas=(0.5, 0.999),
    )
    return Recipe(
        name="hierarchical-full",
        method=method,
        data=DataConfig(clips=8, frames=10, whole=True, expressions_per_batch=1),
        stages=(Stage(size=256, steps=100_000 * len(SIX)),),
        sample_every=5000,
        checkpoint_every=5000,
        validate_every=5000,
    )


def hierarchical_tiny() -> Recipe:
    """A few seconds, to see that all parts meet: clips of 36 pixels, four frames of 32."""
    parent = hierarchical()
    method = HierarchicalConfig(
        expressions=("happy", "angry"), size=32, frames=4, features=8, hidden=8,
        widths=(4, 6, 8), enters=1, judge_width=4, image_rate=1e-2,
        weights={"landmarks": 1.0, "reconstruction": 1.0, "adversarial": 0.01},
    )  # fmt: skip
    return replace(
        parent, name="hierarchical-tiny", method=method, data=replace(parent.data, frames=4),
        stages=(Stage(size=32, steps=8),), sample_every=8, checkpoint_every=4, validate_every=4,
    )  # fmt: skip


RECIPES: dict[str, Callable[[], Recipe]] = {
    "hierarchical": hierarchical,
    "hierarchical-full": hierarchical_full,
    "hierarchical-tiny": hierarchical_tiny,
}
"""By the name that `mien train` knows them by."""
