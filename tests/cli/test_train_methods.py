"""Baselines by the commands of our own: train, be interrupted, go on, be measured."""

import importlib
import json
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from clipsets import write_clipset

from mien.cli import main
from mien.methods.registry import find_method


@pytest.mark.parametrize("method", ["mocogan", "ganimation"])
def test_a_baseline_is_trained_resumed_and_measured_like_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
):
    clips = write_clipset(tmp_path / "clips").folder
    runs = {name: tmp_path / name for name in ("whole", "broken")}
    assert _train(method, clips, runs["whole"]) == 0
    trainee = _trainee(method)
    step, taken = trainee.step, []

    def until_stopped(*arguments: object) -> dict[str, float]:
        taken.append(1)
        if len(taken) == 4:
            raise KeyboardInterrupt
        return step(*arguments)

    monkeypatch.setattr(trainee, "step", until_stopped)
    assert _train(method, clips, runs["broken"]) != 0
    monkeypatch.setattr(trainee, "step", step)
    assert _train(method, clips, runs["broken"]) == 0
    states = [torch.load(run / "last.pt", weights_only=True) for run in runs.values()]
    assert _leaves(states[0]) == _leaves(states[1])
    lines = [json.loads(line) for line in (runs["broken"] / "journal.jsonl").open()]
    terms = {name for line in lines for name in line}
    assert set(find_method(method).recipes[f"{method}-tiny"]().method.weights) <= terms

    arguments = [*(f"{name}={run}" for name, run in runs.items()), "--clips", str(clips)]
    parts = ("perceptual", "landmarks", "identity", "recognition")
    quick = [*(f"--no-{part}" for part in parts), "--quiet", "--out", str(tmp_path)]
    result = CliRunner().invoke(main, ["evaluate", *arguments, *quick])
    assert result.exit_code == 0, result.output
    report = json.loads((tmp_path / "report.json").read_text())
    assert {row["animator"] for row in report["rows"]} == {"still", "truth", *runs}


def test_an_unknown_recipe_is_refused_with_each_recipe_named_once():
    result = CliRunner().invoke(main, ["train", "nope", "--clips", "c", "--run", "r"])
    assert result.exit_code == 2
    assert result.output.count("hierarchical-full") == 1
    assert "'nope' is not one of" in result.output
    assert "hierarchical-full" in CliRunner().invoke(main, ["train", "--help"]).output


def _train(method: str, clips: Path, run: Path) -> int:
    command = ["train", f"{method}-tiny", "--clips", str(clips), "--run", str(run)]
    where = ["--device", "cpu", "--precision", "float32", "--threads", "1"]
    return CliRunner().invoke(main, [*command, *where]).exit_code


def _trainee(method: str) -> type:
    module = importlib.import_module(f"mien.methods.{method}.trainee")
    return getattr(module, f"{method.capitalize()}Trainee")


def _leaves(state: object) -> object:
    """A checkpoint as what compares with ==."""
    if isinstance(state, torch.Tensor):
        return state.tolist()
    if isinstance(state, dict):
        return {key: _leaves(value) for key, value in state.items()}
    return [_leaves(item) for item in state] if isinstance(state, list | tuple) else state
