"""The bundle that ships, at its full size, against the network that it was exported from."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from mien import examples
from mien.bundle import OUTPUTS, default_bundle, read_card, read_file
from mien.methods.pixels import tensor_of
from mien.methods.residual.recipes.settings import settings
from mien.models.composition import Emitted, compose
from mien.models.generator import Generator
from mien.models.standardised import fold
from mien.recipes import find_recipe
from mien.runtime.engine import Engine, mixed
from mien.training.warm_start import weights_of

CARD = read_card(default_bundle())
COUNT = len(CARD.expressions)
DEGREES = torch.cat([torch.zeros(1, COUNT), torch.eye(COUNT), torch.full((1, COUNT), 0.3)])
"""Neutral, each expression alone at its peak, and all of them a little."""


@pytest.fixture(scope="module")
def portrait() -> torch.Tensor:
    side = CARD.frame.size
    with Image.open(examples.path("ada")) as photo:
        return tensor_of(np.asarray(photo.convert("RGB").resize((side, side))), torch.device("cpu"))


@pytest.fixture(scope="module")
def network(portrait: torch.Tensor) -> Emitted:
    """What PyTorch makes of the bundle's weights."""
    recipe = find_recipe(CARD.training["recipe"])
    config = replace(settings(recipe).network, expressions=CARD.expressions)
    generator = Generator(config).eval()
    fold(generator)
    parts = {"base": generator.base, "decoder": generator.decoder, **generator.residuals}
    for name, part in parts.items():
        weights = weights_of(read_file(default_bundle(), CARD, f"{name}.onnx"))
        part.load_state_dict({key: torch.from_numpy(weights[key]) for key in part.state_dict()})
    with torch.no_grad():
        return generator.decode(generator.mixed(generator.encode(portrait), DEGREES))


@pytest.fixture(scope="module")
def engine(portrait: torch.Tensor) -> Emitted:
    """What the runtime makes of the bundle."""
    graphs = Engine(default_bundle())
    base, *residuals = (
        graphs.encode(name, portrait.numpy()) for name in ("base", *CARD.expressions)
    )
    rows = [
        graphs.decode(mixed(base, list(zip(degrees, residuals, strict=True))))
        for degrees in DEGREES.tolist()
    ]
    names = OUTPUTS[CARD.output]
    return Emitted(
        **{name: torch.from_numpy(np.concatenate([row[name] for row in rows])) for name in names}
    )


@pytest.mark.parametrize("name", OUTPUTS[CARD.output])
def test_the_engine_emits_what_the_network_does(
    network: Emitted, engine: Emitted, name: str
) -> None:
    expected, found = getattr(network, name), getattr(engine, name)
    assert (found - expected).abs().max() < 1e-3 * (expected.max() - expected.min())


def test_their_frames_are_within_a_tenth_of_a_level_of_each_other(
    portrait: torch.Tensor, network: Emitted, engine: Emitted
) -> None:
    portraits = portrait.expand(len(DEGREES), -1, -1, -1)
    expected, found = (
        compose(portraits, emitted, emitted[:1].repeat_interleave(len(DEGREES))).frame
        for emitted in (network, engine)
    )
    assert (expected - portraits).abs().amax(dim=(1, 2, 3))[1:].min() > 32 / 127.5
    assert (found - expected).abs().max() < 0.1 / 127.5
