"""Our recipes: the model that ships, and what goes on from it."""

from collections.abc import Callable
from dataclasses import replace

from mien.config import (
    SIX,
    TEETH_WEIGHTS,
    DataConfig,
    DiscriminatorConfig,
    NetworkConfig,
    Recipe,
    ResidualConfig,
    Stage,
)
from mien.methods.residual.recipes.settings import settings


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
    parent = mien_more(6000)
    data = replace(parent.data, backgrounds=0.25, emphasis={"afraid": 3.0, "surprised": 3.0})
    return replace(parent, name="mien-last", data=data)


def mien_parted() -> Recipe:
    """The end of `mien-last` over again, for lips that part by little, and sharper.

    Where teeth are two or three pixels high, absolute distances are least for the dark middle of
    all they could be: they give way to VGG features and the discriminator.
    """
    parent = mien_more(2500)
    data = replace(mien_last().data, emphasis={"afraid": 6.0, "surprised": 2.0})
    head_start, last = parent.stages
    weights = {
        **last.weights, "reconstruction": 10.0, "gradients": 2.5,
        "perceptual": 30.0, "adversarial_crop": 0.7,
    }  # fmt: skip
    stages = (head_start, replace(last, weights=weights))
    return replace(parent, name="mien-parted", data=data, stages=stages)


def mien_teeth() -> Recipe:
    """Teeth for a bundle of `mien-parted`: they learn alone first, then all goes on by little."""
    parent = mien_parted()
    before = settings(parent)
    method = replace(
        before, network=replace(before.network, teeth=True),
        weights={**before.weights, "mouth": 15.0},
    )  # fmt: skip
    emphasis = {"happy": 3.0, "angry-open": 3.0, "afraid": 4.0, "surprised": 3.0}
    head_start, last = parent.stages
    # A colour that is held to the truth where it does not show is the mean of all teeth.
    weights = {"reconstruction": 10.0, "gradients": 2.5, "unexplained": 0.0}
    alone = Stage(
        size=256, steps=2500, clips=8, warmup=100, rate=3.0, learnt=TEETH_WEIGHTS,
        weights=weights,
    )  # fmt: skip
    last = replace(last, steps=800, rate=0.3, weights={**last.weights, "adversarial_crop": 0.2})
    return replace(
        parent, name="mien-teeth", method=method, data=replace(parent.data, emphasis=emphasis),
        stages=(alone, head_start, last),
    )  # fmt: skip


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


OURS: dict[str, Callable[[], Recipe]] = {
    "mien": mien,
    "mien-more": mien_more,
    "mien-last": mien_last,
    "mien-parted": mien_parted,
    "mien-teeth": mien_teeth,
    "mien-add": mien_add,
    "mien-add-frozen": mien_add_frozen,
    "mien-rgb": mien_rgb,
    "mien-short": mien_short,
    "mien-short-rgb": mien_short_rgb,
}
"""By their names."""
