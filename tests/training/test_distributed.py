"""Two processes on one machine against one: the same batch, shared, teaches the same."""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from click.testing import CliRunner
from clipsets import write_clipset
from tiny_run import RECIPE
from torch import distributed

from mien.cli import main
from mien.config import DataConfig, DiscriminatorConfig, Recipe, Stage
from mien.errors import MienError
from mien.training import start as starting
from mien.training.device import Place
from mien.training.loop import Loop
from mien.training.start import start

JUDGE = DiscriminatorConfig(views=("crop",), width=4, layers=2, detail=True)
WEIGHTS = {"adversarial_crop": 0.1}
SHARED = replace(
    RECIPE,
    method=replace(RECIPE.method, discriminators=JUDGE, discriminator_learning_rate=1e-3),
    data=DataConfig(clips=4, frames=1, expressions_per_batch=1),
    stages=(
        Stage(size=32, steps=1, head_start=True),
        Stage(size=32, steps=3, weights=WEIGHTS),
    ),
)
"""Its discriminator has no BatchNorm, which sees a process's own clips alone."""

BROKEN_AFTER = 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What two processes left: a whole run, and one that was interrupted and went on."""
    folder = tmp_path_factory.mktemp("distributed")
    clips = write_clipset(folder / "clips").folder
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [*launch, __file__, str(clips), str(folder)]
    subprocess.run(command, check=True, timeout=300, env=environment)
    return folder


@pytest.mark.parametrize("side", ["generator", "discriminators"])
def test_two_processes_learn_what_one_does(folder: Path, tmp_path: Path, side: str) -> None:
    one = _loop(folder / "clips", tmp_path / "one")
    first = _flat(one.trainee.checkpoint()[side])
    one.train()
    alone = _flat(one.trainee.checkpoint()[side])
    two = _flat(_left(folder, "whole", 0)[side])
    assert (two - alone).norm() < 0.05 * (alone - first).norm()


@pytest.mark.parametrize("side", ["generator", "discriminators"])
def test_all_processes_hold_the_same_weights(folder: Path, side: str) -> None:
    first, second = (_flat(_left(folder, "whole", rank)[side]) for rank in range(2))
    assert torch.equal(first, second)


@pytest.mark.parametrize("rank", range(2))
def test_two_processes_that_were_interrupted_end_as_if_they_had_not_been(
    folder: Path, rank: int
) -> None:
    whole, resumed = (_left(folder, name, rank) for name in ("whole", "resumed"))
    assert whole.keys() == resumed.keys()
    for name in ("generator", "discriminators", "average"):
        assert torch.equal(_flat(whole[name]), _flat(resumed[name])), name


@pytest.mark.parametrize(
    ("clips", "possible"),
    [((1, None), "1"), ((9, 6), "1 or 3"), ((4, 3), "1")],
)
def test_batches_that_processes_cannot_share_evenly_are_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clips: tuple[int, int | None], possible: str
) -> None:
    recipe = _of_clips(*clips)
    _two_processes(monkeypatch)
    with pytest.raises(MienError, match=rf"cannot share .*--nproc-per-node {possible}\.$"):
        start(recipe, write_clipset(tmp_path / "clips").folder, tmp_path / "run", device="cpu")
    assert not (tmp_path / "run").exists()


def test_batches_that_processes_can_share_are_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _two_processes(monkeypatch)
    loop = _loop(write_clipset(tmp_path / "clips").folder, tmp_path / "run", _of_clips(4, 6))
    assert (tmp_path / "run").is_dir()
    assert loop.place.processes == 2


def test_the_papers_recipe_on_two_processes_ends_with_two_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = write_clipset(tmp_path / "clips").folder
    _two_processes(monkeypatch)
    order = ["train", "tiny", "--clips", str(clips), "--run", str(tmp_path / "run")]
    answer = CliRunner().invoke(main, order)
    assert answer.exit_code == 2
    assert "2 processes cannot share the batches of recipe tiny evenly" in answer.output


def _of_clips(clips: int, later: int | None) -> Recipe:
    stages = (Stage(size=32, steps=1), Stage(size=32, steps=1, clips=later))
    return replace(SHARED, data=replace(SHARED.data, clips=clips), stages=stages)


def _two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if torchrun had started two, of which this is one; a method's own part is left out."""
    place = Place(device=torch.device("cpu"), precision=torch.float32, processes=2)
    monkeypatch.setattr(starting, "find_place", lambda *_: place)
    monkeypatch.setattr(
        "mien.methods.residual.trainee.DistributedDataParallel", lambda module, **_: module
    )


def _loop(clips: Path, folder: Path, recipe: Recipe = SHARED) -> Loop:
    return start(recipe, clips, folder, device="cpu", precision="float32")


def _left(folder: Path, name: str, rank: int) -> dict[str, Any]:
    state: dict[str, Any] = torch.load(folder / f"{name}-{rank}.pt", weights_only=True)
    return state


def _flat(state: dict[str, torch.Tensor]) -> torch.Tensor:
    return torch.cat([value.flatten() for value in state.values()])


def _train_whole_and_broken(clips: Path, folder: Path) -> None:
    """One of the processes: each leaves its own state of both runs."""
    whole = _loop(clips, folder / "whole")
    whole.train()
    broken = _loop(clips, folder / "broken")
    step = broken.trainee.step

    def until_stopped(*arguments: Any) -> dict[str, float]:
        if broken.step == BROKEN_AFTER:
            raise KeyboardInterrupt
        return step(*arguments)

    broken.trainee.step = until_stopped  # type: ignore[method-assign]
    with suppress(KeyboardInterrupt):
        broken.train()
    distributed.barrier()
    resumed = _loop(clips, folder / "broken")
    resumed.train()
    for name, loop in (("whole", whole), ("resumed", resumed)):
        torch.save(loop.trainee.checkpoint(), folder / f"{name}-{loop.place.rank}.pt")
    distributed.destroy_process_group()


if __name__ == "__main__":
    _train_whole_and_broken(Path(sys.argv[1]), Path(sys.argv[2]))
