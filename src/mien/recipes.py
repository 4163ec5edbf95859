"""Named recipes: each is a function, and an ablation is its parent plus one change."""

from collections.abc import Callable

from mien.config import DataConfig, DiscriminatorConfig, MethodConfig, NetworkConfig, Recipe, Stage
from mien.errors import MienError

SIX = ("happy", "angry", "surprised", "sad", "disgusted", "afraid")
"""The six basic expressions."""


def mien() -> Recipe:
    """The shipped model: six expressions and one style, grown from 128 to 256 pixels."""
    network = NetworkConfig(expressions=(*SIX, "angry-open"))
    method = MethodConfig(
        network=network,
        discriminators=DiscriminatorConfig(views=("crop",), width=32),
        weights={
            "reconstruction": 20.0,
            "gradients": 10.0,
            "smoothness": 0.02,
            "opaqueness": 0.02,
        },
        learning_rate=1e-3,
        betas=(0.9, 0.99),
        average=0.998,
        mouth_weight=4.0,
        motion_weight=6.0,
    )
    data = DataConfig(
        clips=9, frames=2, expressions_per_batch=3,
        colour=1.0, degrade=0.3, zoom=0.08, roll=4.0, late=0.5,
    )  # fmt: skip
    stages = (
        Stage(size=128, steps=3000, warmup=100),
        Stage(size=256, steps=1200, clips=6, warmup=50, rate=0.6),
        Stage(
            size=256, steps=1500, clips=6, warmup=50, rate=0.3,
            weights={"perceptual": 1.0, "adversarial_crop": 0.1},
        ),
    )  # fmt: skip
    return Recipe(name="mien", method=method, data=data, stages=stages, decay=True)


RECIPES: dict[str, Callable[[], Recipe]] = {"mien": mien}
"""Every recipe by the name that `mien train` knows it by."""


def find_recipe(name: str) -> Recipe:
    """The recipe of a name.

    Raises:
        MienError: there is none.
    """
    if name not in RECIPES:
        raise MienError(f"There is no recipe {name!r}. Recipes: {', '.join(RECIPES)}.")
    return RECIPES[name]()
