"""Configurations: what runs."""

from dataclasses import FrozenInstanceError, replace

import pytest

from mien.config import DataConfig, Recipe, Stage

RECIPE = Recipe(
    name="odd",
    data=DataConfig(clips=7),
    stages=(Stage(size=16, steps=3), Stage(size=32, steps=4, clips=2)),
)


def test_a_recipe_is_as_long_as_its_stages():
    assert RECIPE.steps == 7
    assert replace(RECIPE, stages=()).steps == 0


def test_a_config_does_not_change():
    with pytest.raises(FrozenInstanceError):
        RECIPE.seed = 1


def test_a_stage_has_batches_of_its_own_size_or_the_recipes():
    assert [RECIPE.clips_at(stage) for stage in RECIPE.stages] == [7, 2]
