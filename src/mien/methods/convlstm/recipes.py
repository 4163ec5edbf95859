"""Recipes of the ConvLSTM baseline: one that trains on two cores, and the full protocol."""

from collections.abc import Callable
from dataclasses import replace

from mien.config import SIX, DataConfig, Recipe, Stage
from mien.methods.convlstm.config import ConvLstmConfig

EPOCHS = 500

CLIPS = 548
"""Of the paper's training set, over all its expressions."""


def convlstm() -> Recipe:
    """Six expressions at 256 pixels: narrow networks that change the portrait.

    Its length is meant to be cut by `mien train --minutes`: the rate does not fall.
    """
    return Recipe(
        name="convlstm",
        method=ConvLstmConfig(expressions=SIX),
        data=DataConfig(clips=2, frames=10, whole=True, expressions_per_batch=2),
        stages=(Stage(size=256, steps=20_000, warmup=20),),
        sample_every=500,
        checkpoint_every=100,
        validate_every=500,
    )


def convlstm_full() -> Recipe:
    """Published widths and rates; the networks draw the frames themselves."""
    method = ConvLstmConfig(
        expressions=SIX,
        widths=(16, 64, 96, 96, 96, 96),
        kernel=5,
        additive=False,
        learning_rate=1e-4,
    )
    data = DataConfig(clips=4, frames=10, whole=True, expressions_per_batch=1)
    return Recipe(
        name="convlstm-full",
        method=method,
        data=data,
        stages=(Stage(size=256, steps=EPOCHS * CLIPS // data.clips),),
        sample_every=5000,
        checkpoint_every=5000,
        validate_every=5000,
    )


def convlstm_tiny() -> Recipe:
    """A few seconds, to see that all parts meet: clips of 36 pixels, four frames of 32."""
    parent = convlstm()
    method = ConvLstmConfig(
        expressions=("happy", "angry"), size=32, frames=4, widths=(4, 6, 8), cells=2,
        learning_rate=1e-2,
    )  # fmt: skip
    return replace(
        parent, name="convlstm-tiny", method=method, data=replace(parent.data, frames=4),
        stages=(Stage(size=32, steps=8),), sample_every=8, checkpoint_every=4, validate_every=4,
    )  # fmt: skip


RECIPES: dict[str, Callable[[], Recipe]] = {
    "convlstm": convlstm,
    "convlstm-full": convlstm_full,
    "convlstm-tiny": convlstm_tiny,
}
"""By the name that `mien train` knows them by."""
