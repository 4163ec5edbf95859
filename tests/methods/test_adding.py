"""A method takes one folder and one line: the ones that docs/methods/adding.md shows."""

import importlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from clipsets import EXPRESSIONS, write_clipset

import mien.methods
from mien.cli import main
from mien.cli.train import train
from mien.config import Recipe, Stage
from mien.methods.method import Method
from mien.methods.registry import METHODS
from mien.protocols import Animator
from mien.recipes import RECIPES
from mien.training.run import Run
from mien.training.trained import animator_of

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "adding.md"


@pytest.fixture
def fade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Method]:
    """The folder of the page, beside the other methods'."""
    folder = tmp_path / "methods" / "fade"
    folder.mkdir(parents=True)
    files = re.findall(r"^```python\n# (\w+\.py)\n(.*?)^```$", PAGE.read_text(), re.M | re.S)
    for name, content in files:
        (folder / name).write_text(content)
    monkeypatch.setattr(mien.methods, "__path__", [*mien.methods.__path__, str(folder.parent)])
    before = set(sys.modules)
    yield importlib.import_module("mien.methods.fade").METHOD
    for name in set(sys.modules) - before:
        if name.startswith("mien.methods.fade"):
            del sys.modules[name]
    del mien.methods.fade


@pytest.fixture
def recipe(fade: Method) -> Recipe:
    """The page's recipe, for clips of 36 pixels."""
    whole = fade.recipes["fade"]()
    method = replace(whole.method, expressions=EXPRESSIONS, size=32)
    data = replace(whole.data, clips=4, expressions_per_batch=2)
    stages = (Stage(size=32, steps=20),)
    return replace(whole, method=method, data=data, stages=stages, validate_every=20)


def mien_command(*arguments: object) -> None:
    result = CliRunner().invoke(main, [f"{argument}" for argument in arguments])
    assert result.exit_code == 0, result.output


@pytest.mark.slow
def test_one_folder_and_one_line_train_and_are_measured(
    fade: Method, recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(METHODS, "fade", fade)
    # What follows from the line where the program starts anew.
    monkeypatch.setitem(RECIPES, "fade", lambda: recipe)
    monkeypatch.setattr(train.params[0], "type", click.Choice(["fade"]))
    clips, run = write_clipset(tmp_path / "clips").folder, tmp_path / "run"

    teach = ("train", "fade", "--clips", clips, "--run", run, "--threads", 1, "--device", "cpu")
    mien_command(*teach)
    journal = [json.loads(line) for line in (run / "journal.jsonl").read_text().splitlines()]
    assert journal[-1]["score"] < 1, "closer than the unchanged photo"

    without = [f"--no-{what}" for what in ("perceptual", "landmarks", "identity", "recognition")]
    mien_command("evaluate", run, "--clips", clips, "--out", run, *without)
    rows = json.loads((run / "report.json").read_text())["rows"]
    assert {row["animator"] for row in rows} == {"still", "run", "truth"}
    assert isinstance(animator_of(Run(run)), Animator)
