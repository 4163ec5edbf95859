from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from mien.errors import MienError
from mien.study.answers import Check, Preference, Verdict
from mien.study.statistics.rules import Rules, screen
from mien.study.statistics.simulate import Layout, simulate
from mien.study.statistics.taste import Taste, expected_preference

TASTE = Taste(strengths={"mien": 0.8, "hp": 0.0, "still": -0.4}, sensitivity={"mien": 1.0})
LAYOUT = Layout(raters=12, items=8, per_rater=4)


def drawn(taste: Taste = TASTE, layout: Layout = LAYOUT, seed: int = 0):
    return simulate(taste, layout, np.random.default_rng(seed))


def test_equal_seeds_give_equal_answers():
    assert drawn(seed=1) == drawn(seed=1) != drawn(seed=2)


def test_a_rater_gives_as_many_answers_in_each_cell_and_sees_no_item_twice():
    pairs = [one for one in drawn() if isinstance(one, Preference) and len(one.shown) == 2]
    cells = Counter((one.rater, one.expression, frozenset(one.shown)) for one in pairs)
    assert set(cells.values()) == {4}
    assert len({(one.rater, one.expression, one.item, frozenset(one.shown)) for one in pairs}) == (
        len(pairs)
    )


def test_every_rater_sees_each_method_as_often_on_either_side():
    pairs = [one for one in drawn() if isinstance(one, Preference) and len(one.shown) == 2]
    sides = Counter((one.rater, one.expression, one.shown) for one in pairs)
    assert set(sides.values()) == {2}


def test_only_pairs_with_ours_are_compared_where_it_is_named():
    pairs = [one.shown for one in drawn(layout=replace(LAYOUT, ours="hp")) if hasattr(one, "shown")]
    assert all("hp" in shown for shown in pairs)
    assert {len(shown) for shown in pairs} == {2, 3}


def test_real_clips_are_mixed_with_those_that_are_judged():
    methods = {one.method for one in drawn() if isinstance(one, Verdict)}
    assert methods == {"mien", "truth"}


@pytest.mark.slow
def test_raters_choose_as_often_as_is_expected_of_them():
    taste = replace(TASTE, side_bias=0.6, lapse=0.2, rater_sd=1.0, item_sd=0.3)
    layout = Layout(raters=600, items=300, per_rater=10, questions=("prefer",), ours="mien")
    pairs = [one for one in drawn(taste, layout) if isinstance(one, Preference)]
    for other in ("hp", "still"):
        won = [one.chosen == "mien" for one in pairs if other in one.shown]
        assert np.mean(won) == pytest.approx(expected_preference(taste, "mien", other), abs=0.02)


def test_the_rules_find_those_who_click_at_random_and_nobody_else():
    taste = replace(TASTE, cheaters=0.3)
    layout = replace(LAYOUT, raters=60)
    answers = drawn(taste, layout)
    fast = {one.rater for one in answers if isinstance(one, Check) and one.seconds < 1}
    assert set(screen(answers, Rules()).excluded) == fast
    assert 8 <= len(fast) <= 30


def test_more_answers_than_items_and_unknown_methods_are_refused():
    with pytest.raises(MienError, match="as many items"):
        drawn(layout=replace(LAYOUT, per_rater=9))
    with pytest.raises(MienError, match="that of convlstm"):
        drawn(layout=replace(LAYOUT, ours="convlstm"))
    with pytest.raises(MienError, match="two or more"):
        drawn(Taste(strengths={"mien": 0.0}))
