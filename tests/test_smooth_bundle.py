"""The script that smooths what a bundle's decoder shuffles."""

import runpy
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from tiny_run import NETWORK

from mien.models import pyramid
from mien.models.generator import Generator
from mien.runtime.engine import Engine
from mien.training.export import write_bundle

MAIN = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "smooth_bundle.py"))["main"]


def test_the_copy_emits_what_the_network_does_whose_shuffles_are_smoothed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = Generator(NETWORK).eval()
    with torch.no_grad():
        for parameter in generator.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        features = generator.base(torch.rand(1, 3, 32, 32) * 2 - 1)
        rough = generator.decode(features)
        shuffle = pyramid.pixel_shuffle
        monkeypatch.setattr(
            pyramid, "pixel_shuffle", lambda maps, by: pyramid._smoothed(shuffle(maps, by))
        )
        smooth = generator.decode(features)
    monkeypatch.undo()
    write_bundle(generator, tmp_path / "bundle", {}, {})
    folders = [str(tmp_path / name) for name in ("bundle", "copy")]
    assert CliRunner().invoke(MAIN, folders).exit_code == 0
    raw = Engine(tmp_path / "copy").decode([feature.numpy() for feature in features])
    for name in ("flow", "shade", "opacity", "colour"):
        assert np.abs(raw[name] - getattr(smooth, name).numpy()).max() < 5e-3, name
    assert np.abs(raw["colour"] - rough.colour.numpy()).max() > 0.05
