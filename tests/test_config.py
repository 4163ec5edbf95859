"""Configurations: what runs, and what JSON remembers of it."""

import json
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from mien.config import DataConfig, NetworkConfig, Recipe, ResidualConfig, Stage, from_dict, to_dict
from mien.errors import MienError

RECIPE = Recipe(
    name="odd",
    method=ResidualConfig(
        network=NetworkConfig(kind="unet", expressions=("happy",), widths=(1, 2, 3)),
        weights={"reconstruction": 3.0},
        betas=(0.1, 0.2),
    ),
    data=DataConfig(clips=7, late=0.25),
    stages=(
        Stage(size=16, steps=3),
        Stage(size=32, steps=4, clips=2, weights={"adversarial_crop": 0.5}),
    ),
    decay=True,
)


def _remembered(recipe: Recipe) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(json.dumps(to_dict(recipe)))
    return values


def test_a_recipe_comes_back_from_json_as_it_was():
    assert from_dict(Recipe, _remembered(RECIPE), method=ResidualConfig) == RECIPE


def test_what_json_leaves_out_has_its_default():
    values = _remembered(RECIPE)
    del values["method"]["increment"], values["seed"]
    assert from_dict(Recipe, values, method=ResidualConfig) == RECIPE


@pytest.mark.parametrize("place", ["", "method", "network"])
def test_a_name_that_no_config_has_is_refused_with_those_it_has(place: str):
    values = _remembered(RECIPE)
    inner = {"": values, "method": values["method"], "network": values["method"]["network"]}
    inner[place]["colour"] = "red"
    with pytest.raises(MienError, match=r"has no colour; it has"):
        from_dict(Recipe, values, method=ResidualConfig)


def test_a_recipe_is_as_long_as_its_stages():
    assert RECIPE.steps == 7
    assert replace(RECIPE, stages=()).steps == 0


def test_a_config_does_not_change():
    with pytest.raises(FrozenInstanceError):
        RECIPE.seed = 1
