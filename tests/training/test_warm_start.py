from dataclasses import replace
from pathlib import Path

import pytest
import torch
from clipsets import write_clipset
from tiny_run import NETWORK, RECIPE

from mien.config import ResidualConfig
from mien.errors import MienError
from mien.models.generator import Generator
from mien.training.export import write_bundle
from mien.training.run import Run
from mien.training.start import start
from mien.training.warm_start import FAINT, warm_start

PORTRAIT = torch.linspace(-1, 1, 3 * 32 * 32).reshape(1, 3, 32, 32)


@pytest.fixture
def trained() -> Generator:
    generator = Generator(NETWORK)
    with torch.no_grad():
        for parameter in generator.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    return generator


@pytest.fixture
def bundle(trained: Generator, tmp_path: Path) -> Path:
    write_bundle(trained, tmp_path / "bundle", {}, {})
    return tmp_path / "bundle"


def _flow(generator: Generator, degrees: list[float]) -> torch.Tensor:
    with torch.no_grad():
        features = generator.encode(PORTRAIT)
        flow = generator.decode(generator.mixed(features, torch.tensor([degrees]))).flow
    assert flow is not None
    return flow


def test_a_generator_that_starts_from_a_bundle_emits_what_the_bundle_does(
    trained: Generator, bundle: Path
) -> None:
    fresh = Generator(NETWORK)
    degrees = [0.4, 0.8]
    before = (_flow(fresh, degrees) - _flow(trained, degrees)).abs().max()
    warm_start(fresh, bundle)
    after = (_flow(fresh, degrees) - _flow(trained, degrees)).abs().max()
    assert after < 0.01 * before


def test_teeth_come_from_a_bundle_that_has_them_and_are_new_to_another(
    bundle: Path, tmp_path: Path
) -> None:
    network = replace(NETWORK, teeth=True)
    first = Generator(network)
    warm_start(first, bundle)
    write_bundle(first, tmp_path / "toothed", {}, {})
    second = Generator(network)
    warm_start(second, tmp_path / "toothed")
    for name, weight in first.decoder.teeth.named_parameters():
        close = dict(second.decoder.teeth.named_parameters())[name]
        torch.testing.assert_close(close, weight, rtol=1e-2, atol=1e-4)


def test_a_run_goes_on_with_the_teeth_of_its_bundle(bundle: Path, tmp_path: Path) -> None:
    clips = write_clipset(tmp_path / "clips").folder
    toothed = tmp_path / "toothed"
    generator = Generator(replace(NETWORK, teeth=True))
    warm_start(generator, bundle)
    write_bundle(generator, toothed, {}, {})
    for start_from, teeth in ((bundle, False), (toothed, True)):
        run = tmp_path / f"run from {start_from.name}"
        start(RECIPE, clips, run, device="cpu", bundle=start_from)
        method = Run(run).recipe().method
        assert isinstance(method, ResidualConfig)
        assert method.network.teeth == teeth
    start(RECIPE, clips, run, device="cpu", bundle=toothed)


def test_it_learns_on_as_evenly_as_a_new_one(bundle: Path) -> None:
    fresh = Generator(NETWORK)
    warm_start(fresh, bundle)
    originals = [value for name, value in fresh.named_parameters() if "original" in name]
    for original in originals:
        norms = original.square().mean(dim=(1, 2, 3)).sqrt()
        assert norms.min() > 0.09
        assert norms.max() < 0.11


@pytest.mark.parametrize("size", [16, 32])
def test_an_expression_that_the_bundle_lacks_starts_as_a_faint_copy_of_its_first_one(
    bundle: Path, size: int
) -> None:
    wider = Generator(replace(NETWORK, expressions=("bored", "happy", "angry")))
    warm_start(wider, bundle)
    with torch.no_grad():
        features = wider.encode(PORTRAIT[..., :size, :size]).residuals
    for known, new in zip(features["happy"], features["bored"], strict=True):
        torch.testing.assert_close(new, FAINT * known, rtol=1e-3, atol=1e-4)


def test_a_bundle_of_other_widths_is_refused(bundle: Path) -> None:
    other = Generator(replace(NETWORK, widths=(4, 6, 10)))
    with pytest.raises(MienError, match="another network"):
        warm_start(other, bundle)


def test_the_papers_network_does_not_start_from_a_bundle(bundle: Path) -> None:
    unet = Generator(replace(NETWORK, kind="unet", widths=(8,) * 5, output="rgb"))
    with pytest.raises(MienError, match="our network"):
        warm_start(unet, bundle)


def test_a_run_remembers_the_bundle_that_it_started_from(bundle: Path, tmp_path: Path) -> None:
    clips = write_clipset(tmp_path / "clips").folder
    start(RECIPE, clips, tmp_path / "run", device="cpu", bundle=bundle)
    start(RECIPE, clips, tmp_path / "run", device="cpu", bundle=bundle)
    with pytest.raises(MienError, match="first bundle"):
        start(RECIPE, clips, tmp_path / "run", device="cpu")
