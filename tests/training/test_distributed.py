"""Two processes on one machine against one: the same batch, shared, teaches the same."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import torch
from clipsets import write_clipset
from tiny_run import RECIPE

from mien.config import DataConfig, DiscriminatorConfig
from mien.training.start import start

SHARED = replace(
    RECIPE,
    method=replace(RECIPE.method, discriminators=DiscriminatorConfig()),
    data=DataConfig(clips=4, frames=1, expressions_per_batch=1),
    stages=(replace(RECIPE.stages[1], steps=3, weights={}),),
)


def test_two_processes_learn_what_one_does(tmp_path: Path) -> None:
    clips = write_clipset(tmp_path / "clips").folder
    start(SHARED, clips, tmp_path / "one", device="cpu", precision="float32").train()
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [*launch, __file__, str(clips), str(tmp_path / "two")]
    subprocess.run(command, check=True, timeout=300, env=environment)
    untrained = start(SHARED, clips, tmp_path / "none", device="cpu").trainee.checkpoint()
    start_from = _flat(untrained["generator"])
    one, two = (_learnt(tmp_path / name) for name in ("one", "two"))
    assert (two - one).norm() < 0.05 * (one - start_from).norm()


def _learnt(folder: Path) -> torch.Tensor:
    return _flat(torch.load(folder / "last.pt", weights_only=True)["trainee"]["generator"])


def _flat(state: dict[str, torch.Tensor]) -> torch.Tensor:
    return torch.cat([value.flatten() for value in state.values()])


if __name__ == "__main__":
    start(SHARED, Path(sys.argv[1]), Path(sys.argv[2]), device="cpu", precision="float32").train()
