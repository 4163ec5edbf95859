from itertools import permutations
from math import log

import numpy as np
import pytest
from scipy.stats import t

from mien.study.answers import Preference
from mien.study.statistics.clusters import Bootstrap, Estimate
from mien.study.statistics.simulate import Layout, simulate
from mien.study.statistics.strengths import strengths
from mien.study.statistics.taste import Taste

HOW = Bootstrap(resamples=100)
PLANTED = {"mien": 0.9, "hp": 0.1, "still": -1.0}


def found_of(planted: dict[str, float], question: str, **taste: float):
    layout = Layout(
        raters=40, items=40, per_rater=20, expressions=("happy",), questions=(question,), checks=0
    )
    who = Taste(strengths=planted, **{"rater_sd": 0, "item_sd": 0, **taste})
    return strengths(simulate(who, layout, np.random.default_rng(7)), HOW)


def choices(*chosen_of: tuple[str, tuple[str, ...]]) -> list[Preference]:
    return [
        Preference(rater=f"r{n}", item=f"i{n}", expression="happy", shown=shown, chosen=chosen)
        for n, (chosen, shown) in enumerate(chosen_of)
    ]


def off(found: Estimate, planted: float) -> float:
    """Distance in standard errors."""
    return abs(found.value - planted) / (found.high - found.low) * 2 * t.ppf(0.975, 39)


@pytest.mark.slow
@pytest.mark.parametrize("question", ["prefer", "best-of-n"])
def test_planted_strengths_and_side_are_recovered(question):
    """Within three standard errors, which one figure in four hundred misses."""
    found = found_of(PLANTED, question, side_bias=0.5)
    assert list(found.methods) == list(PLANTED)
    for name, planted in PLANTED.items():
        assert off(found.methods[name], planted) < 3
        assert found.methods[name].high - found.methods[name].low < 0.4
    for place in found.places.values():
        assert off(place, -0.5) < 3


def test_two_methods_that_win_equally_often_are_as_far_apart_as_their_odds():
    won = [("a", ("a", "b"))] * 30 + [("a", ("b", "a"))] * 30
    lost = [("b", ("a", "b"))] * 10 + [("b", ("b", "a"))] * 10
    found = strengths(choices(*won, *lost), HOW)
    gap = found.methods["a"].value - found.methods["b"].value
    assert gap == pytest.approx(log(60.5 / 20.5), abs=1e-6)
    assert found.places["place 2 of 2"].value == pytest.approx(0, abs=1e-6)


def test_who_always_clicks_one_side_has_a_side_and_no_taste():
    found = strengths(choices(*[(shown[1], shown) for shown in permutations("abc", 2)] * 10), HOW)
    assert [one.value for one in found.methods.values()] == pytest.approx([0] * 3, abs=1e-6)
    assert found.places["place 2 of 2"].value > 2


def test_a_method_that_always_wins_has_a_finite_strength():
    found = strengths(choices(*[("a", ("a", "b")), ("a", ("b", "a"))] * 10), HOW)
    assert 2 < found.methods["a"].value - found.methods["b"].value < 10


def test_strengths_have_mean_zero_and_the_strongest_comes_first():
    found = strengths(choices(*[("b", ("a", "b")), ("b", ("b", "c")), ("c", ("c", "a"))] * 5), HOW)
    values = [one.value for one in found.methods.values()]
    assert list(found.methods) == ["b", "c", "a"]
    assert sum(values) == pytest.approx(0)


def test_methods_that_never_met_or_never_changed_places_have_no_ranking():
    assert strengths(choices(*[("a", ("a", "b"))] * 9, ("b", ("a", "b"))), HOW) is None
    assert strengths(choices(("a", ("a", "b")), ("c", ("c", "d"))), HOW) is None
    assert strengths([], HOW) is None
