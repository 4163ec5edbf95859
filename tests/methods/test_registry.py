import subprocess
import sys
from dataclasses import is_dataclass

import pytest

from mien.config import MethodConfig, Recipe
from mien.errors import MienError
from mien.methods.registry import METHODS, find_method
from mien.recipes import RECIPES, find_recipe


@pytest.mark.parametrize("name", METHODS)
def test_a_method_is_called_what_its_settings_say(name: str) -> None:
    method = find_method(name)
    assert is_dataclass(method.config)
    assert method.config().method == name
    assert isinstance(method.config(), MethodConfig)


@pytest.mark.parametrize("name", METHODS)
def test_its_recipes_are_known_and_of_it(name: str) -> None:
    recipes = find_method(name).recipes
    assert recipes
    for recipe in recipes:
        found = find_recipe(recipe)
        assert isinstance(found, Recipe)
        assert isinstance(found.method, find_method(name).config)
        assert found.name == recipe
        assert found.method.expressions


def test_no_two_methods_have_a_recipe_of_one_name() -> None:
    assert len(RECIPES) == sum(len(method.recipes) for method in METHODS.values())


def test_an_unknown_method_is_refused_with_those_there_are() -> None:
    with pytest.raises(MienError, match=r"no method 'cyclegan'.*residual"):
        find_method("cyclegan")


def test_listing_recipes_does_not_import_torch() -> None:
    code = "import sys; import mien.recipes; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
