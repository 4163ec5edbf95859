"""Recipes: the paper's numbers, and ablations that differ by one of them."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from clipsets import write_clipset
from tiny_run import RECIPE

from mien.clips.augment import random_view
from mien.config import SIX
from mien.errors import MienError
from mien.methods.residual.recipes import RECIPES as RESIDUAL
from mien.methods.residual.recipes.papers import paper, tiny
from mien.recipes import RECIPES, find_recipe, learning, recipe_from
from mien.recorded import to_dict
from mien.training.start import start

TERMS = {
    "reconstruction",
    "gradients",
    "smoothness",
    "opaqueness",
    "unexplained",
    "revealed",
    "continuity",
    "landmarks",
    "mouth",
    "perceptual",
    "adversarial_global",
    "adversarial_local",
    "adversarial_crop",
}


def _leaves(values: object, path: str = "") -> dict[str, object]:
    if not isinstance(values, dict):
        return {path: values}
    return {
        name: leaf
        for key, inner in values.items()
        for name, leaf in _leaves(inner, f"{path}.{key}").items()
    }


def _changes(recipe: str, parent: str) -> dict[str, object]:
    one, other = (_leaves(to_dict(find_recipe(name))) for name in (recipe, parent))
    assert one.keys() == other.keys()
    return {name: value for name, value in one.items() if value != other[name] and name != ".name"}


@pytest.mark.parametrize(
    ("recipe", "parent", "changes"),
    [
        ("paper-no-local", "paper", {".method.discriminators.views": ("global",)}),
        ("paper-no-landmarks", "paper", {".method.network.landmarks": False}),
        ("paper-no-continuity", "paper", {".method.weights.continuity": 0.0}),
        ("paper-one-layer", "paper", {".method.discriminators.layers": 1}),
        ("paper-unconditional", "paper", {".method.discriminators.conditional": False}),
    ],
)
def test_an_ablation_and_another_reading_are_their_parent_plus_one_change(
    recipe: str, parent: str, changes: dict[str, object]
):
    assert _changes(recipe, parent) == changes


@pytest.mark.parametrize(
    "rest", ["no-local", "no-landmarks", "no-continuity", "one-layer", "unconditional"]
)
def test_narrow_variants_are_those_of_the_paper(rest: str):
    wide = _changes(f"paper-{rest}", "paper")
    assert _changes(f"paper-narrow-{rest}", "paper-narrow") == wide


@pytest.mark.parametrize("parent", ["mien", "mien-short"])
def test_the_head_that_draws_the_frame_itself_learns_the_first_frame_too(parent: str):
    changes = {".method.network.output": "rgb", ".data.first": True}
    assert _changes(f"{parent}-rgb", parent) == changes


def test_what_is_added_to_a_bundle_of_mien_fits_its_network_and_keeps_its_sides():
    assert find_recipe("mien-add").method.network == find_recipe("mien").method.network
    assert find_recipe("mien-add").data.flip == 0


@pytest.mark.parametrize("name", RESIDUAL)
def test_a_network_without_identity_by_construction_is_shown_degree_zero(name: str):
    recipe = find_recipe(name)
    assert recipe.data.first == (recipe.method.network.output == "rgb")


def test_the_papers_numbers():
    recipe = paper()
    method, network = recipe.method, recipe.method.network
    assert network.widths == (64, 128, 256, 512, 512, 512, 512, 512)
    assert (network.kind, network.output, network.landmarks) == ("unet", "rgb", True)
    assert method.discriminators.views == ("global", "local")
    assert (method.learning_rate, method.discriminator_learning_rate) == (2e-4, 2e-4)
    assert (method.betas, method.increment, recipe.decay) == ((0.5, 0.999), 0.1, False)
    assert method.weights["reconstruction"] == 100 * method.weights["adversarial_global"]
    assert (recipe.data.clips, recipe.data.expressions_per_batch) == (1, 1)
    assert (recipe.data.frames, recipe.data.first) == (5, True)
    assert [stage.size for stage in recipe.stages] == [256]


def test_2100_epochs_of_the_papers_clips():
    three = paper(("happy", "angry", "surprised"))
    assert three.steps / 2100 == pytest.approx(548, abs=1)
    assert 3 * paper(("happy",)).steps == three.steps


@pytest.mark.parametrize("expression", SIX)
def test_each_expression_can_have_a_model_of_its_own(expression: str):
    single = find_recipe(f"paper-{expression}")
    assert single.method.network.expressions == (expression,)
    changed = {".method.network.expressions", ".stages"}
    assert set(_changes(f"paper-{expression}", "paper")) == changed


def test_a_clip_of_289_pixels_is_cut_to_256_alike_in_all_frames_and_perhaps_mirrored():
    data = paper().data
    frames = np.random.default_rng(0).integers(0, 256, (2, 289, 289, 3), np.uint8)
    places = set()
    for seed in range(6):
        view = random_view(np.random.default_rng(seed), data, 289, 256)
        left, top = (int(value) for value in np.abs(view.matrix[:, 2]))
        left -= 255 if view.mirrored else 0
        cut = frames[:, top : top + 256, left : left + 256]
        assert (view.frames(frames) == (cut[:, :, ::-1] if view.mirrored else cut)).all()
        places.add((left, top, view.mirrored))
    assert len(places) == 6


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_is_complete_and_survives_json(name: str):
    recipe = find_recipe(name)
    assert recipe.name == name
    assert recipe.steps > 0
    assert recipe_from(json.loads(json.dumps(to_dict(recipe)))) == recipe
    assert recipe.data.clips % min(recipe.data.expressions_per_batch, recipe.data.clips) == 0


@pytest.mark.parametrize("name", RESIDUAL)
def test_every_weight_is_positive_and_of_a_term_that_exists(name: str):
    recipe = find_recipe(name)
    stages = [stage.weights for stage in recipe.stages]
    for weights in (recipe.method.weights, *stages):
        assert set(weights) <= TERMS
        assert all(weight >= 0 for weight in weights.values())
    weighed = {term for weights in (recipe.method.weights, *stages) for term in weights}
    judged = {f"adversarial_{view}" for view in recipe.method.discriminators.views}
    assert judged <= weighed


def test_a_recipe_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(MienError, match=r"no recipe 'papre'. Recipes: mien, "):
        find_recipe("papre")


def test_the_tiny_recipe_trains_the_papers_network(tmp_path: Path):
    clips = write_clipset(tmp_path / "clips").folder
    loop = start(tiny(), clips, tmp_path / "run", device="cpu", precision="float32")
    loop.train()
    assert loop.step == tiny().steps
    lines = (tmp_path / "run" / "journal.jsonl").read_text().splitlines()
    terms = set(tiny().method.weights)
    assert terms <= set(json.loads(lines[-1])) | set(json.loads(lines[-2]))


def test_any_method_can_learn_other_expressions() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Settings:
        method: str = "other"
        expressions: tuple[str, ...] = ("happy",)
        size: int = 32

    recipe = learning(replace(RECIPE, method=Settings()), ("sad", "wink"))
    assert recipe.method.expressions == ("sad", "wink")


def test_without_a_bundle_everything_learns_under_any_names() -> None:
    recipe = learning(RECIPE, ("contempt", "wink"))
    assert recipe.places == {"contempt": 0, "wink": 1}
    assert not recipe.learnt
