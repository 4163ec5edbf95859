"""The paper's network as a bundle: the same frames without PyTorch, nothing that only trains."""

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from networks import EXPRESSIONS, UNET, pictures, unsettle

from mien.bundle import read_card
from mien.models.generator import Generator
from mien.runtime.engine import Engine, mixed
from mien.training.export import write_bundle


@pytest.fixture(scope="module")
def generator() -> Generator:
    torch.manual_seed(0)
    generator = Generator(UNET)
    unsettle(generator)
    for part in generator.parameters():
        part.data *= 2
    return generator.eval()


@pytest.fixture(scope="module")
def folder(generator: Generator, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper") / "bundle"
    write_bundle(generator, folder, {"recipe": "tiny"}, {})
    return folder


def test_the_bundle_draws_what_the_network_does(generator: Generator, folder: Path):
    portrait = pictures(1)
    degrees = torch.tensor([[0.7, 0.0], [0.2, 0.5]])
    with torch.no_grad():
        expected = generator.decode(generator.mixed(generator.encode(portrait), degrees)).frame
    engine = Engine(folder)
    base, *residuals = (engine.encode(name, portrait.numpy()) for name in ("base", *EXPRESSIONS))
    for row, values in zip(expected.numpy(), degrees.tolist(), strict=True):
        raw = engine.decode(mixed(base, list(zip(values, residuals, strict=True))))
        assert set(raw) == {"frame"}
        assert np.abs(row).max() > 0.05
        assert np.abs(raw["frame"][0] - row).max() < 2 / 255


def test_landmarks_and_batch_statistics_stay_behind(folder: Path):
    assert read_card(folder).output == "rgb"
    decoder = onnx.load(folder / "decoder.onnx").graph
    assert not [weight.name for weight in decoder.initializer if "landmarks" in weight.name]
    assert not [weight for weight in decoder.initializer if 68 in weight.dims]
    base = onnx.load(folder / "base.onnx").graph
    assert "BatchNormalization" not in {node.op_type for node in base.node}
