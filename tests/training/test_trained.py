from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from clipsets import write_clipset
from tiny_run import RECIPE

from mien.errors import MienError
from mien.evaluation.opening import common_size, open_entrant
from mien.runtime import load
from mien.training.export import export
from mien.training.run import Run
from mien.training.start import start
from mien.training.trained import animator_of


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Trained for a few steps on three people, then unsettled, so that frames differ visibly."""
    clips = write_clipset(tmp_path / "clips").folder
    start(RECIPE, clips, tmp_path / "run", device="cpu", precision="float32").train()
    run = Run(tmp_path / "run")
    state = run.load("last")
    assert state is not None
    noise = torch.Generator().manual_seed(0)
    for value in state["trainee"]["average"].values():
        if value.is_floating_point():
            value.add_(torch.randn(value.shape, generator=noise), alpha=0.3)
    run.save("best", state)
    return run


@pytest.fixture
def portrait() -> np.ndarray:
    y, x = np.mgrid[:32, :32]
    return np.stack([8 * x, 8 * y, 255 - 8 * x], axis=-1).astype(np.uint8)


def test_a_run_draws_what_its_bundle_does(run: Run, portrait: np.ndarray, tmp_path: Path) -> None:
    degrees = np.array([[0.3, 0.0], [0.0, 1.0], [0.5, 0.5], [1, 0], [0, 0]], np.float32)
    drawn = animator_of(run).frames(portrait, degrees).astype(int)
    export(run, tmp_path / "bundle")
    bundled = load(tmp_path / "bundle").frames(portrait, degrees).astype(int)
    moved = np.abs(bundled - portrait).mean()
    assert moved > 5
    assert np.abs(drawn - bundled).mean() < 0.1 * moved
    np.testing.assert_array_equal(drawn[-1], portrait)


def test_a_frame_does_not_depend_on_those_beside_it(run: Run, portrait: np.ndarray) -> None:
    degrees = np.linspace(0, 1, 14, dtype=np.float32).reshape(7, 2)
    together = animator_of(run).frames(portrait, degrees)
    alone = np.concatenate([animator_of(run).frames(portrait, row[None]) for row in degrees])
    assert np.abs(together.astype(int) - alone).max() <= 1


def test_runs_and_bundles_are_opened_alike(run: Run, tmp_path: Path) -> None:
    export(run, tmp_path / "bundle")
    opened = {name: open_entrant(tmp_path / name) for name in ("run", "bundle")}
    assert {one.entrant.expressions for one in opened.values()} == {("happy", "angry")}
    assert opened["run"].entrant.digest != opened["bundle"].entrant.digest
    degrees = np.array([[1.0, 0.0]], np.float32)
    photo = np.zeros((32, 32, 3), np.uint8)
    assert opened["run"].entrant.animator.frames(photo, degrees).shape == (1, 32, 32, 3)
    assert common_size(opened) == 32
    larger = replace(opened["bundle"].frame, size=48)
    with pytest.raises(MienError, match="run 32, bundle 48"):
        common_size(opened | {"bundle": replace(opened["bundle"], frame=larger)})


def test_a_run_without_a_checkpoint_cannot_draw(tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    run.begin(RECIPE, {})
    with pytest.raises(MienError, match="no checkpoint"):
        animator_of(run)
