import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from clipsets import write_clipset
from tiny_run import RECIPE

from mien.claim import LOCK, claimed
from mien.clips import ClipSet
from mien.config import Recipe, Stage
from mien.errors import MienError
from mien.training.loop import Loop, _mean, learning_rate, stage_data
from mien.training.start import start


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    return write_clipset(tmp_path / "clips").folder


def _loop(clips: Path, folder: Path, recipe: Recipe = RECIPE) -> Loop:
    return start(recipe, clips, folder, device="cpu", precision="float32")


def _weights(loop: Loop) -> dict[str, torch.Tensor]:
    return loop.trainee.checkpoint()["average"]


def test_a_run_goes_through_its_stages_and_leaves_what_it_promises(
    clips: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    loop = _loop(clips, folder)
    loop.train()
    assert loop.step == 8
    assert {"run.json", "journal.jsonl", "last.pt", "best.pt", "samples", "tensorboard"} == {
        path.name for path in folder.iterdir() if path.name != LOCK
    }
    lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]
    validated = [line["step"] for line in lines if line["kind"] == "validation"]
    assert validated == [2, 4, 6, 8]
    assert "adversarial_crop" in lines[-2] | lines[-1]
    assert len(list((folder / "samples").iterdir())) == 2


def test_a_run_out_of_time_stops_at_a_checkpoint_and_goes_on_from_it(
    clips: Path, tmp_path: Path
) -> None:
    whole = _loop(clips, tmp_path / "whole")
    whole.train()
    folder = tmp_path / "short"
    short = _loop(clips, folder, replace(RECIPE, checkpoint_every=100))
    step = short.trainee.step

    def slow(*arguments: object) -> dict[str, float]:
        time.sleep(0.1)
        return step(*arguments)

    short.trainee.step = slow
    short.train(minutes=0.05 / 60)
    assert short.step == 1
    assert (folder / "last.pt").is_file()
    lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert [line["kind"] for line in lines] == ["train", "validation"]
    again = _loop(clips, folder, replace(RECIPE, checkpoint_every=100))
    again.train(minutes=0.05 / 60)
    assert again.step == 1
    resumed = _loop(clips, folder, replace(RECIPE, checkpoint_every=100))
    resumed.train()
    assert resumed.step == 8
    for name, value in _weights(whole).items():
        assert torch.equal(value, _weights(resumed)[name]), name


@pytest.mark.parametrize("stop", [3, 4, 6])
def test_an_interrupted_run_ends_as_an_uninterrupted_one(
    clips: Path, tmp_path: Path, stop: int
) -> None:
    whole = _loop(clips, tmp_path / "whole")
    whole.train()

    broken = _loop(clips, tmp_path / "broken")
    step, taken = broken.trainee.step, []

    def until_stopped(*arguments: object) -> dict[str, float]:
        if len(taken) == stop:
            raise KeyboardInterrupt
        taken.append(1)
        return step(*arguments)  # type: ignore[arg-type]

    broken.trainee.step = until_stopped  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        broken.train()

    resumed = _loop(clips, tmp_path / "broken")
    resumed.train()
    for name, value in _weights(whole).items():
        assert torch.equal(value, _weights(resumed)[name]), name
    assert _figures(tmp_path / "whole") == _figures(tmp_path / "broken")


def _figures(folder: Path) -> list[dict[str, float]]:
    lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]
    return [line for line in lines if line["kind"] == "validation"]


SCRIPT = """
from pathlib import Path
from tiny_run import RECIPE
from mien.training.start import start
start(RECIPE, Path({clips!r}), Path({folder!r}), device="cpu", precision="float32").train()
"""


def test_a_run_killed_hard_leaves_a_whole_checkpoint_and_goes_on(
    clips: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "killed"
    script = SCRIPT.format(clips=str(clips), folder=str(folder))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen([sys.executable, "-c", script], env=environment)
    deadline = time.monotonic() + 60
    while not (folder / "last.pt").is_file() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    resumed = _loop(clips, folder)
    resumed.train()
    whole = _loop(clips, tmp_path / "whole")
    whole.train()
    for name, value in _weights(whole).items():
        assert torch.equal(value, _weights(resumed)[name]), name


def test_a_second_process_in_a_run_is_refused_and_leaves_it_alone(
    clips: Path, tmp_path: Path
) -> None:
    first, second = _loop(clips, tmp_path / "run"), _loop(clips, tmp_path / "run")
    with claimed(tmp_path / "run"), pytest.raises(MienError, match="Another process is at work"):
        second.train()
    assert second.step == 0
    assert not (tmp_path / "run" / "journal.jsonl").exists()
    first.train()
    assert first.step == 8


def test_a_folder_of_another_run_is_refused(clips: Path, tmp_path: Path) -> None:
    _loop(clips, tmp_path / "run")
    other = Recipe(name="other", method=RECIPE.method, data=RECIPE.data, stages=RECIPE.stages)
    with pytest.raises(MienError, match="another recipe"):
        _loop(clips, tmp_path / "run", other)


def test_a_run_whose_clips_have_changed_since_is_refused(clips: Path, tmp_path: Path) -> None:
    _loop(clips, tmp_path / "run")
    file = clips / ClipSet.read(clips).clips[0].file
    file.write_bytes(file.read_bytes() + b"more")
    with pytest.raises(MienError, match="another recipe, clip set"):
        _loop(clips, tmp_path / "run")


def test_a_run_of_a_newer_format_is_refused(clips: Path, tmp_path: Path) -> None:
    _loop(clips, tmp_path / "run")
    path = tmp_path / "run" / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 2}))
    with pytest.raises(MienError, match=r"has format 2; .* reads up to 1"):
        _loop(clips, tmp_path / "run")


def test_a_loss_that_is_not_finite_stops_the_run_and_keeps_the_checkpoint(
    clips: Path, tmp_path: Path
) -> None:
    loop = _loop(clips, tmp_path / "run")
    step, taken = loop.trainee.step, []

    def poisoned(*arguments: object) -> dict[str, float]:
        taken.append(1)
        if len(taken) == 3:
            for parameter in loop.trainee.generator.base.parameters():
                parameter.data.fill_(float("nan"))
        return step(*arguments)  # type: ignore[arg-type]

    loop.trainee.step = poisoned  # type: ignore[method-assign]
    with pytest.raises(MienError, match=r"reconstruction.*not a finite number"):
        loop.train()
    state = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert state["step"] == 2
    assert all(value.isfinite().all() for value in state["trainee"]["generator"].values())


def test_the_learning_rate_warms_up_and_falls_to_nothing_within_a_stage() -> None:
    stage = Stage(size=16, steps=100, warmup=10, rate=0.5)
    rates = [learning_rate(RECIPE, stage, step) for step in range(100)]
    assert rates[0] == pytest.approx(0.05)
    assert max(rates) < 0.5
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] < 0.001


def test_what_was_learnt_at_half_the_size_is_kept_when_the_network_grows(
    clips: Path, tmp_path: Path
) -> None:
    loop = _loop(clips, tmp_path / "run")
    before = {k: v.clone() for k, v in loop.trainee.generator.state_dict().items()}
    stage = RECIPE.stages[0]
    data = stage_data(RECIPE, stage, loop.clipset, loop.place)
    loop.trainee.step(data.batches[0], stage, 1.0)
    moved = {
        name
        for name, value in loop.trainee.generator.state_dict().items()
        if not torch.equal(value, before[name])
    }
    assert moved
    assert not any("detail" in name for name in moved)


def test_bfloat16_learns_from_the_same_losses_as_float32(clips: Path, tmp_path: Path) -> None:
    terms = {}
    for precision in ("float32", "bfloat16"):
        loop = start(RECIPE, clips, tmp_path / precision, device="cpu", precision=precision)
        stage = RECIPE.stages[1]
        data = stage_data(RECIPE, stage, loop.clipset, loop.place)
        terms[precision] = loop.trainee.step(data.batches[0], stage, 1.0)
        weights = loop.trainee.generator.state_dict().values()
        assert all(weight.dtype == torch.float32 for weight in weights)
    assert terms["bfloat16"]["reconstruction"] == pytest.approx(
        terms["float32"]["reconstruction"], rel=0.05
    )


def test_a_term_that_some_steps_do_not_compute_is_averaged_over_those_that_do() -> None:
    assert _mean([{"a": 1.0, "b": 4.0}, {"a": 3.0}]) == {"a": 2.0, "b": 4.0}
