"""The paper's recipes: its models, its ablations, and other readings of what it leaves open."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from mien.config import (
    SIX,
    DataConfig,
    DiscriminatorConfig,
    NetworkConfig,
    Recipe,
    ResidualConfig,
    Stage,
)
from mien.methods.residual.recipes.settings import settings

PAPER_WEIGHTS = {
    "reconstruction": 100.0,
    "adversarial_global": 1.0,
    "adversarial_local": 1.0,
    "continuity": 1.0,
    "landmarks": 1.0,
}
"""The ratio of pix2pix; the paper calls its own "slightly different"."""

EPOCHS = 2100

CLIPS_PER_EXPRESSION = 183
"""A third of the paper's 548 training clips, which show three expressions."""


def paper(expressions: tuple[str, ...] = SIX) -> Recipe:
    """The paper's network and training: one clip a step, 2,100 epochs.

    Args:
        expressions: one has a model of its own, several share all but their residual encoders.
    """
    network = NetworkConfig(
        kind="unet",
        expressions=expressions,
        widths=(64, 128, 256, 512, 512, 512, 512, 512),
        output="rgb",
        landmarks=True,
    )
    method = ResidualConfig(
        network=network,
        discriminators=DiscriminatorConfig(views=("global", "local")),
        weights=PAPER_WEIGHTS,
    )
    steps = EPOCHS * CLIPS_PER_EXPRESSION * len(expressions)
    return Recipe(
        name="paper" if len(expressions) > 1 else f"paper-{expressions[0]}",
        method=method,
        data=DataConfig(clips=1, frames=5, first=True, expressions_per_batch=1),
        stages=(Stage(size=256, steps=steps),),
        sample_every=5000,
        checkpoint_every=5000,
        validate_every=5000,
    )


def paper_narrow(expressions: tuple[str, ...] = SIX) -> Recipe:
    """`paper` with a quarter of its channels and four times its rate, for two cores.

    Its length is meant to be cut by `mien train --minutes`: the rate does not fall.

    Args:
        expressions: as in `paper`.
    """
    parent = paper(expressions)
    network = settings(parent).network
    network = replace(network, widths=tuple(width // 4 for width in network.widths))
    judges = replace(settings(parent).discriminators, width=16)
    method = replace(
        settings(parent), network=network, discriminators=judges,
        learning_rate=8e-4, discriminator_learning_rate=8e-4,
    )  # fmt: skip
    return replace(
        parent, name=parent.name.replace("paper", "paper-narrow"), method=method,
        sample_every=500, checkpoint_every=200, validate_every=500,
    )  # fmt: skip


def no_local(parent: Recipe) -> Recipe:
    """A recipe without the discriminator that sees the mouth alone."""
    return _judged(parent, "no-local", views=("global",))


def no_landmarks(parent: Recipe) -> Recipe:
    """A recipe without the prediction of landmarks."""
    network = replace(settings(parent).network, landmarks=False)
    method = replace(settings(parent), network=network)
    return replace(parent, name=f"{parent.name}-no-landmarks", method=method)


def no_continuity(parent: Recipe) -> Recipe:
    """A recipe without the comparison with neighbouring degrees."""
    method = replace(settings(parent), weights=PAPER_WEIGHTS | {"continuity": 0.0})
    return replace(parent, name=f"{parent.name}-no-continuity", method=method)


def one_layer(parent: Recipe) -> Recipe:
    """A recipe whose discriminators have three convolutions, the paper's words read literally."""
    return _judged(parent, "one-layer", layers=1)


def unconditional(parent: Recipe) -> Recipe:
    """A recipe whose discriminators do not see the portrait, as Equations 3 and 4 are written."""
    return _judged(parent, "unconditional", conditional=False)


def tiny() -> Recipe:
    """`paper` in a few seconds, to see that all parts meet: clips of 36 pixels, frames of 32."""
    parent = paper(("happy", "angry"))
    network = replace(settings(parent).network, widths=(8, 8, 8, 8, 8), size=32)
    judges = replace(settings(parent).discriminators, width=4)
    method = replace(settings(parent), network=network, discriminators=judges)
    return replace(
        parent, name="tiny", method=method, data=replace(parent.data, frames=2),
        stages=(Stage(size=32, steps=4),), sample_every=4, checkpoint_every=2, validate_every=2,
    )  # fmt: skip


def _judged(parent: Recipe, name: str, **changes: Any) -> Recipe:
    """A recipe with other discriminators, and what that adds to its name."""
    judges = replace(settings(parent).discriminators, **changes)
    method = replace(settings(parent), discriminators=judges)
    return replace(parent, name=f"{parent.name}-{name}", method=method)


def _family(parent: Callable[..., Recipe]) -> dict[str, Callable[[], Recipe]]:
    """A joint model, models of one expression, and the joint one's variants, by their names."""
    name = parent().name
    alone = {f"{name}-{expression}": partial(parent, (expression,)) for expression in SIX}
    variants = {
        f"{name}-no-local": lambda: no_local(parent()),
        f"{name}-no-landmarks": lambda: no_landmarks(parent()),
        f"{name}-no-continuity": lambda: no_continuity(parent()),
        f"{name}-one-layer": lambda: one_layer(parent()),
        f"{name}-unconditional": lambda: unconditional(parent()),
    }
    return {name: parent, **alone, **variants}


PAPERS: dict[str, Callable[[], Recipe]] = {
    **_family(paper),
    **_family(paper_narrow),
    "tiny": tiny,
}
"""By their names."""
