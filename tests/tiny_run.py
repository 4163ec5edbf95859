"""A recipe small enough to train in a test: two stages, a discriminator, an average."""

from clipsets import EXPRESSIONS

from mien.config import (
    DataConfig,
    DiscriminatorConfig,
    NetworkConfig,
    Recipe,
    ResidualConfig,
    Stage,
)

NETWORK = NetworkConfig(
    expressions=EXPRESSIONS, widths=(4, 6, 8), detail=4, decoder_widths=(6, 4), size=32
)
RECIPE = Recipe(
    name="tiny",
    method=ResidualConfig(
        network=NETWORK,
        discriminators=DiscriminatorConfig(views=("crop",), width=4, layers=1),
        weights={"reconstruction": 1.0, "smoothness": 0.01},
        learning_rate=1e-2,
        average=0.9,
    ),
    data=DataConfig(clips=4, frames=1, expressions_per_batch=2, colour=0.5, degrade=0.5),
    stages=(
        Stage(size=16, steps=4, warmup=2),
        Stage(size=32, steps=4, weights={"adversarial_crop": 0.1}),
    ),
    decay=True,
    validate_every=2,
    sample_every=4,
    checkpoint_every=1,
)
