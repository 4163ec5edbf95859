"""Expressions that a bundle lacks, learnt beside those that it has."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from click.testing import CliRunner
from clipsets import EXPRESSIONS, write_clipset
from tiny_run import NETWORK, RECIPE

from mien.bundle import Card, default_bundle, read_card
from mien.cli import main
from mien.config import Recipe
from mien.errors import MienError
from mien.models.generator import Generator
from mien.recipes import learning
from mien.training.export import export, write_bundle
from mien.training.loop import Loop
from mien.training.run import Run
from mien.training.start import start

OLD = ("angry", "sad")
TERMS = {"clips": 3, "terms": [{"licence": "CC0-1.0"}]}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle that knows angry and sad, under terms of its own."""
    torch.manual_seed(5)
    generator = Generator(replace(NETWORK, expressions=OLD))
    with torch.no_grad():
        for parameter in generator.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    folder = tmp_path / "bundle"
    write_bundle(generator, folder, {"clips": TERMS}, {"ssim": 0.9}, licence="CC-BY-4.0")
    return folder


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    """Clips of happy and angry."""
    return write_clipset(tmp_path / "clips").folder


def _recipe(*expressions: str) -> Recipe:
    return learning(RECIPE, expressions, OLD)


def _loop(recipe: Recipe, clips: Path, folder: Path, bundle: Path) -> Loop:
    return start(recipe, clips, folder, device="cpu", precision="float32", bundle=bundle)


def _state(loop: Loop, part: str) -> dict[str, torch.Tensor]:
    return {k: v.clone() for k, v in loop.trainee.checkpoint()[part].items()}


def _exported(recipe: Recipe, clips: Path, bundle: Path) -> tuple[Path, Card]:
    folder = clips.parent / "run"
    _loop(recipe, clips, folder, bundle).train()
    return clips.parent / "new", export(Run(folder), clips.parent / "new")


def _changed(bundle: Path, new: Path) -> set[str]:
    """Graphs of the new bundle that are not, byte by byte, those of the old one."""
    return {
        path.stem
        for path in new.glob("*.onnx")
        if not (bundle / path.name).is_file()
        or path.read_bytes() != (bundle / path.name).read_bytes()
    }


def test_nothing_but_the_new_residual_encoder_learns(
    clips: Path, bundle: Path, tmp_path: Path
) -> None:
    loop = _loop(_recipe("happy"), clips, tmp_path / "run", bundle)
    before = _state(loop, "generator")
    loop.train()
    for part, prefix in (("generator", ""), ("average", "module.")):
        after = _state(loop, part)
        moved = {name for name in before if not torch.equal(before[name], after[prefix + name])}
        assert moved
        assert all(name.startswith("residuals.happy.") for name in moved), part


def test_old_expressions_keep_their_files_and_the_new_one_joins_them(
    clips: Path, bundle: Path
) -> None:
    new, card = _exported(_recipe("happy"), clips, bundle)
    assert card.expressions == (*OLD, "happy")
    assert _changed(bundle, new) == {"happy"}
    assert read_card(new) == card


def test_with_rehearsal_the_whole_network_learns_and_knows_all_expressions(
    clips: Path, bundle: Path
) -> None:
    new, card = _exported(replace(_recipe("happy"), rehearsal=True), clips, bundle)
    assert card.expressions == (*OLD, "happy")
    assert _changed(bundle, new) == {"base", "decoder", *card.expressions}
    assert card.training["learnt"] == ["happy"]


def test_an_expression_that_the_bundle_has_is_learnt_anew_and_no_other(
    clips: Path, bundle: Path
) -> None:
    new, card = _exported(_recipe("angry"), clips, bundle)
    assert card.expressions == OLD
    assert _changed(bundle, new) == {"angry"}


def test_the_card_names_both_trainings_and_claims_no_figures_of_old(
    clips: Path, bundle: Path
) -> None:
    _, card = _exported(_recipe("happy"), clips, bundle)
    training: dict[str, Any] = json.loads(card.to_json())["training"]
    assert training["learnt"] == ["happy"]
    assert training["clips"]["terms"][0]["clips"] == 6
    assert training["start"] == {
        "sha256": read_card(bundle).digest,
        "licence": "CC-BY-4.0",
        "expressions": list(OLD),
        "training": {"clips": TERMS},
    }
    assert (card.licence, card.metrics) == ("CC-BY-4.0", {})


def test_a_whole_network_that_starts_from_a_bundle_keeps_no_file_of_it(
    clips: Path, bundle: Path
) -> None:
    recipe = learning(RECIPE, EXPRESSIONS)
    new, card = _exported(recipe, clips, bundle)
    assert card.expressions == EXPRESSIONS
    assert _changed(bundle, new) == {"base", "decoder", *EXPRESSIONS}
    assert card.training["start"]["sha256"] == read_card(bundle).digest


def test_a_run_that_has_lost_its_copy_of_the_first_bundle_still_names_it(
    clips: Path, bundle: Path, tmp_path: Path
) -> None:
    whole = learning(RECIPE, EXPRESSIONS)
    for name, recipe in {"whole": whole, "part": _recipe("happy")}.items():
        _loop(recipe, clips, tmp_path / name, bundle).train()
        shutil.rmtree(tmp_path / name / "first")
    card = export(Run(tmp_path / "whole"), tmp_path / "new")
    assert card.training["start"] == {"sha256": read_card(bundle).digest}
    with pytest.raises(MienError, match="first is gone"):
        export(Run(tmp_path / "part"), tmp_path / "other")


def test_validation_and_batches_see_clips_of_what_is_learnt_alone(
    clips: Path, bundle: Path, tmp_path: Path
) -> None:
    _loop(_recipe("happy"), clips, tmp_path / "run", bundle).train()
    lines = [json.loads(line) for line in (tmp_path / "run/journal.jsonl").read_text().splitlines()]
    (figures,) = {tuple(line) for line in lines if line["kind"] == "validation"}
    assert figures == ("step", "kind", "happy", "mouth", "score")
    assert json.loads((tmp_path / "run/run.json").read_text())["recipe"]["learnt"] == ["happy"]


@pytest.mark.parametrize("rehearsal", [False, True])
def test_an_interrupted_run_ends_as_an_uninterrupted_one(
    clips: Path, bundle: Path, tmp_path: Path, *, rehearsal: bool
) -> None:
    recipe = replace(_recipe("happy"), rehearsal=rehearsal)
    whole = _loop(recipe, clips, tmp_path / "whole", bundle)
    whole.train()
    broken = _loop(recipe, clips, tmp_path / "broken", bundle)
    step, taken = broken.trainee.step, []

    def until_stopped(*arguments: Any) -> dict[str, float]:
        if len(taken) == 5:
            raise KeyboardInterrupt
        taken.append(1)
        return step(*arguments)

    broken.trainee.step = until_stopped  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        broken.train()
    resumed = _loop(recipe, clips, tmp_path / "broken", bundle)
    resumed.train()
    for name, value in _state(whole, "average").items():
        assert torch.equal(value, _state(resumed, "average")[name]), name


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        (_recipe("bored"), "no clips of bored to learn from"),
        (replace(RECIPE, method=replace(RECIPE.method, network=replace(
            NETWORK, kind="unet", widths=(8,) * 5, output="rgb"))), "our network"),
        (learning(replace(RECIPE, method=replace(RECIPE.method, network=replace(
            NETWORK, size=64))), ("happy",), OLD), "frames of 32 pixels and the recipe of 64"),
    ],
)  # fmt: skip
def test_what_cannot_be_learnt_is_refused_before_anything_is_written(
    clips: Path, bundle: Path, tmp_path: Path, recipe: Recipe, said: str
) -> None:
    with pytest.raises(MienError, match=said):
        _loop(recipe, clips, tmp_path / "run", bundle)
    assert not (tmp_path / "run").exists()


def test_a_run_needs_its_first_bundle_no_more_when_it_is_exported(
    clips: Path, bundle: Path, tmp_path: Path
) -> None:
    _loop(_recipe("happy"), clips, tmp_path / "run", bundle).train()
    for path in bundle.iterdir():
        path.unlink()
    assert export(Run(tmp_path / "run"), tmp_path / "new").expressions == (*OLD, "happy")


@pytest.mark.parametrize(
    ("expressions", "said"),
    [
        (("happy", "happy"), "happy is named twice"),
        (("wink",), "has no clips of wink to learn from. The split train shows: angry, happy"),
    ],
)
def test_the_command_line_says_what_is_wrong_with_the_names(
    clips: Path, tmp_path: Path, expressions: tuple[str, ...], said: str
) -> None:
    words = ["train", "mien-add", "--clips", f"{clips}", "--run", f"{tmp_path / 'run'}"]
    words += ["--from", f"{default_bundle()}", *(f"-e{name}" for name in expressions)]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, said in result.stderr) == (2, True), result.output
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "recipe", ["mien-more", "mien-last", "mien-parted", "mien-teeth", "mien-add", "mien-add-frozen"]
)
def test_a_recipe_that_goes_on_asks_for_the_bundle_to_go_on_from(
    clips: Path, tmp_path: Path, recipe: str
) -> None:
    words = ["train", recipe, "--clips", f"{clips}", "--run", f"{tmp_path / 'run'}"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert f"Recipe {recipe} goes on from a bundle: name that with --from" in result.stderr
    assert not (tmp_path / "run").exists()
