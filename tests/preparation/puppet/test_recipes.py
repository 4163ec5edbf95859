from dataclasses import replace

import numpy as np
import pytest

from mien.errors import MienError
from mien.preparation.puppet.mesh import FaceMesh
from mien.preparation.puppet.recipes import recipe, recipes
from mien.preparation.puppet.settings import USUAL
from mien.preparation.puppet.variety import SAME, Variety, drawn, mirror, sides, variety_of

_SHAPES = replace(variety_of(2.0), units=0, asymmetry=0)

ICT = set(
    [
        "browDown",
        "browInnerUp",
        "browOuterUp",
        "cheekPuff",
        "cheekRaiser",
        "cheekSquint",
        "eyeBlink",
        "eyeLookDown",
        "eyeSquint",
        "eyeWide",
        "jawForward",
        "jawLeft",
        "jawOpen",
        "jawRight",
        "mouthClose",
        "mouthDimple",
        "mouthFrown",
        "mouthFunnel",
        "mouthLeft",
        "mouthLowerDown",
        "mouthPress",
        "mouthPucker",
        "mouthRight",
        "mouthRollLower",
        "mouthRollUpper",
        "mouthShrugLower",
        "mouthShrugUpper",
        "mouthSmile",
        "mouthStretch",
        "mouthUpperUp",
        "noseSneer",
    ]
)


def test_the_usual_expressions_are_those_of_the_earlier_set() -> None:
    assert set(USUAL) <= set(recipes())
    assert len(recipes()) >= 14


@pytest.mark.parametrize("name", list(recipes()))
def test_a_recipe_names_action_units_and_blendshapes_that_exist(name: str) -> None:
    known = recipe(name)
    assert known.units
    assert known.says
    assert {unit.removesuffix("_L").removesuffix("_R") for unit in known.weights} <= ICT
    assert all(0 < weight <= 1.4 for weight in known.weights.values())
    assert {*known.sometimes} <= ICT, "names without a side"
    assert all(0 < weight <= 0.5 for weight in known.sometimes.values())
    sided = any(unit[-2:] in ("_L", "_R") for unit in known.weights)
    assert known.sided == sided


def test_an_unknown_expression_is_refused_by_name() -> None:
    with pytest.raises(MienError, match="no recipe for 'smug'"):
        recipe("smug")


def test_without_variety_a_clip_is_the_recipe(mesh: FaceMesh) -> None:
    draw = drawn(recipe("happy"), mesh, SAME, np.random.default_rng(0))
    assert draw.strength == draw.folds == 1
    np.testing.assert_allclose(draw.weights[mesh.unit("mouthSmile_L")], 0.95, atol=1e-6)
    assert draw.asymmetry == 0


def test_variety_keeps_to_its_ranges_and_to_its_seed(mesh: FaceMesh) -> None:
    variety = Variety(strength=(0.6, 0.9))
    draws = [drawn(recipe("happy"), mesh, variety, np.random.default_rng(at)) for at in range(200)]
    strengths = np.array([draw.strength for draw in draws])
    assert 0.6 <= strengths.min() < 0.65
    assert 0.85 < strengths.max() <= 0.9
    assert 0.04 < np.std([draw.asymmetry for draw in draws]) < 0.08
    again = drawn(recipe("happy"), mesh, variety, np.random.default_rng(7))
    np.testing.assert_array_equal(again.weights, draws[7].weights)


@pytest.mark.parametrize("amount", [0.5, 1.0, 2.0])
def test_an_amount_of_variety_scales_every_spread(mesh: FaceMesh, amount: float) -> None:
    draws = [
        [drawn(recipe("happy"), mesh, variety, np.random.default_rng(at)) for at in range(100)]
        for variety in (Variety(), variety_of(amount))
    ]
    for spread in ("strength", "folds", "asymmetry"):
        usual, scaled = (np.std([getattr(draw, spread) for draw in some]) for some in draws)
        assert scaled == pytest.approx(amount * usual, rel=0.05)
    assert max(draw.strength for draw in draws[1]) <= 1


def test_only_above_the_usual_variety_faces_show_other_shapes(mesh: FaceMesh) -> None:
    alike, unlike = (
        np.stack(
            [
                drawn(recipe("disgusted"), mesh, variety, np.random.default_rng(at)).weights
                for at in range(200)
            ]
        )
        for variety in (replace(variety_of(1.0), units=0, asymmetry=0), _SHAPES)
    )
    sneer = [mesh.unit(f"noseSneer_{side}") for side in "LR"]
    lips = mesh.unit("mouthUpperUp_L")
    assert np.ptp(alike, 0).max() == 0
    assert alike[0, lips] == 0
    assert np.std(unlike[:, sneer[0]]) == pytest.approx(0.3 * 0.95, rel=0.2)
    np.testing.assert_array_equal(*unlike[:, sneer].T)
    assert 0 <= unlike[:, lips].min() < 0.05
    assert 0.4 < unlike[:, lips].max() <= 0.5 * 1.6


def test_other_shapes_leave_what_is_drawn_after_them_as_it_was(mesh: FaceMesh) -> None:
    after = []
    for variety in (Variety(), replace(Variety(), shapes=0.3, sometimes=1.0)):
        rng = np.random.default_rng(0)
        draw = drawn(recipe("sad"), mesh, variety, rng)
        after.append((draw.strength, draw.folds, draw.asymmetry, rng.uniform()))
    assert after[0] == after[1]


def test_no_amount_of_variety_is_none_at_all() -> None:
    assert variety_of(0) == SAME


def test_asymmetry_moves_one_side_more(mesh: FaceMesh) -> None:
    tilted = Variety(asymmetry=0.2, units=0)
    for seed in range(10):
        draw = drawn(recipe("happy"), mesh, tilted, np.random.default_rng(seed))
        left, right = (draw.weights[mesh.unit(f"mouthSmile_{side}")] for side in "LR")
        assert (left > right) == (draw.asymmetry > 0)


def test_only_one_sided_expressions_are_mirrored(mesh: FaceMesh) -> None:
    always = Variety(mirror=1.0, units=0, asymmetry=0)
    assert not drawn(recipe("happy"), mesh, always, np.random.default_rng(0)).mirrored
    wink = drawn(recipe("wink"), mesh, always, np.random.default_rng(0))
    assert wink.mirrored
    assert wink.weights[mesh.unit("eyeBlink_R")] > 0.9
    assert wink.weights[mesh.unit("eyeBlink_L")] == 0


def test_mirroring_twice_changes_nothing() -> None:
    for known in recipes().values():
        assert mirror(mirror(known.weights)) == known.weights
    assert mirror({"mouthLeft": 1.0, "jawOpen": 0.5}) == {"mouthRight": 1.0, "jawOpen": 0.5}


def test_sides_sum_to_zero(mesh: FaceMesh) -> None:
    assert sides(mesh).sum() == 0
