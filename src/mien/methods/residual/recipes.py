"""Recipes of the residual method: ours, the paper's, and its ablations."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from mien.config import (
    SIX,
    DataConfig,
    DiscriminatorConfig,
    NetworkConfig,
    Recipe,
    ResidualConfig,
    Stage,
)

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


def mien() -> Recipe:
    """The shipped model: six expressions and one style, grown from 128 to 256 pixels."""
    network = NetworkConfig(expressions=(*SIX, "angry-open"))
    method = ResidualConfig(
        network=network,
        discriminators=DiscriminatorConfig(views=("crop",), layers=2, width=32, detail=True),
        weights={
            "reconstruction": 20.0,
            "gradients": 10.0,
            "smoothness": 0.02,
            "opaqueness": 0.02,
            "unexplained": 4.0,
            "revealed": 10.0,
        },
        learning_rate=1e-3,
        discriminator_learning_rate=1e-3,
        betas=(0.9, 0.99),
        average=0.99,
        mouth_weight=12.0,
        motion_weight=6.0,
    )
    data = DataConfig(
        clips=9, frames=2, expressions_per_batch=3,
        colour=1.0, degrade=0.3, zoom=0.08, roll=4.0, late=1.0,
    )  # fmt: skip
    stages = (
        Stage(size=128, steps=6000, warmup=50, rate=2.0),
        Stage(
            size=256, steps=1200, clips=6, warmup=50, rate=0.6,
            weights={"perceptual": 6.0, "adversarial_crop": 0.1},
        ),
        # What pulls towards the middle of all possible mouths gives way to what is sharp.
        Stage(
            size=256, steps=2000, clips=6, warmup=50, rate=0.5,
            weights={
                "perceptual": 12.0, "adversarial_crop": 0.1,
                "gradients": 5.0, "unexplained": 0.5, "revealed": 3.0,
            },
        ),
    )  # fmt: skip
    return Recipe(
        name="mien", method=method, data=data, stages=stages, decay=True,
        sample_every=500, checkpoint_every=200, validate_every=500,
    )  # fmt: skip


def mien_more(steps: int = 1500) -> Recipe:
    """The last stage of `mien` over again, for `--from` a bundle of its weights.

    A bundle holds no discriminator: a new one learns by itself first.

    Args:
        steps: of the generator; the rate falls to zero over them.
    """
    parent = mien()
    last = replace(parent.stages[-1], steps=steps)
    stages = (replace(last, steps=150, rate=1.0, head_start=True), last)
    return replace(parent, name="mien-more", needs_bundle=True, stages=stages)


def mien_last() -> Recipe:
    """`mien-more`, longer, before other backgrounds, with more of what is hardest: parted lips."""
    parent = mien_more(2000)
    data = replace(parent.data, backgrounds=0.25, emphasis={"afraid": 3.0, "surprised": 3.0})
    return replace(parent, name="mien-last", data=data)


def mien_add() -> Recipe:
    """Expressions of one's own, in minutes, for `--from` a bundle of `mien`'s weights and `-e`.

    The whole network learns them and rehearses what it knew before. Few people show them, often by
    one side of the face: clips are not mirrored, but turned, scaled and coloured the more, or the
    people are learnt by heart.
    """
    parent = mien_more()
    method = replace(
        settings(parent), discriminators=DiscriminatorConfig(),
        average=0.95, mouth_weight=4.0, motion_weight=12.0,
    )  # fmt: skip
    data = replace(
        parent.data, clips=4, frames=1, expressions_per_batch=2,
        flip=0.0, zoom=0.25, roll=15.0, colour=2.0,
    )  # fmt: skip
    stages = (
        Stage(size=128, steps=400, warmup=10, rate=1.0),
        Stage(size=256, steps=80, warmup=10, rate=0.5),
    )
    return replace(
        parent, name="mien-add", method=method, data=data, stages=stages, rehearsal=True,
        sample_every=40, checkpoint_every=20, validate_every=20,
    )  # fmt: skip


def mien_add_frozen() -> Recipe:
    """`mien-add` that changes nothing but the residual encoders of what it learns."""
    return replace(mien_add(), name="mien-add-frozen", rehearsal=False)


def mien_rgb() -> Recipe:
    """`mien`, whose decoder draws the frame itself, as the paper's does, degree 0 included."""
    parent = mien()
    network = replace(settings(parent).network, output="rgb")
    method = replace(settings(parent), network=network)
    data = replace(parent.data, first=True)
    return replace(parent, name="mien-rgb", method=method, data=data)


def mien_short() -> Recipe:
    """`mien` for two cores and a few minutes: hardly begun at 128 pixels, it goes on at 256.

    Its length is meant to be cut by `mien train --minutes`.
    """
    return _short(mien())


def mien_short_rgb() -> Recipe:
    """`mien-rgb`, as short as `mien-short`."""
    return _short(mien_rgb())


def _short(parent: Recipe) -> Recipe:
    first, _, last = parent.stages
    stages = (replace(first, steps=450), replace(last, steps=20_000))
    return replace(parent, name=parent.name.replace("mien", "mien-short"), stages=stages)


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
    judges = replace(settings(parent).discriminators, views=("global",))
    method = replace(settings(parent), discriminators=judges)
    return replace(parent, name=f"{parent.name}-no-local", method=method)


def no_landmarks(parent: Recipe) -> Recipe:
    """A recipe without the prediction of landmarks."""
    network = replace(settings(parent).network, landmarks=False)
    method = replace(settings(parent), network=network)
    return replace(parent, name=f"{parent.name}-no-landmarks", method=method)


def no_continuity(parent: Recipe) -> Recipe:
    """A recipe without the comparison with neighbouring degrees."""
    method = replace(settings(parent), weights=PAPER_WEIGHTS | {"continuity": 0.0})
    return replace(parent, name=f"{parent.name}-no-continuity", method=method)


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


def settings(recipe: Recipe) -> ResidualConfig:
    """The method's settings in a recipe of this module."""
    assert isinstance(recipe.method, ResidualConfig)
    return recipe.method


def _figure_four(parent: Callable[..., Recipe]) -> dict[str, Callable[[], Recipe]]:
    """A joint model, models of one expression, and the joint one's ablations, by their names."""
    name = parent().name
    alone = {f"{name}-{expression}": partial(parent, (expression,)) for expression in SIX}
    ablations = {
        f"{name}-no-local": lambda: no_local(parent()),
        f"{name}-no-landmarks": lambda: no_landmarks(parent()),
        f"{name}-no-continuity": lambda: no_continuity(parent()),
    }
    return {name: parent, **alone, **ablations}


RECIPES: dict[str, Callable[[], Recipe]] = {
    "mien": mien,
    "mien-more": mien_more,
    "mien-last": mien_last,
    "mien-add": mien_add,
    "mien-add-frozen": mien_add_frozen,
    "mien-rgb": mien_rgb,
    "mien-short": mien_short,
    "mien-short-rgb": mien_short_rgb,
    **_figure_four(paper),
    **_figure_four(paper_narrow),
    "tiny": tiny,
}
