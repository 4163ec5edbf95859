"""What JSON remembers of a configuration."""

import json
from typing import Any

import pytest

from mien.config import DataConfig, NetworkConfig, Recipe, ResidualConfig, Stage
from mien.errors import MienError
from mien.recipes import recipe_from
from mien.recorded import from_dict, to_dict

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


def test_a_recipe_of_a_run_that_records_dropout_is_read():
    values = _remembered(RECIPE)
    values["method"]["network"]["dropout"] = 0.0
    assert recipe_from(values) == RECIPE
    assert "dropout" in values["method"]["network"]
