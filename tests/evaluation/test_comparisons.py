import numpy as np
import pytest

from mien.evaluation.comparisons import ALL, comparisons
from mien.evaluation.figures import Figures
from mien.evaluation.table import METRICS
from mien.metrics.paired import holm

PEOPLE = "abcdefgh"


def figures(animator, values, expression="happy"):
    """One clip of each person, with the same value for every metric."""
    return [
        Figures(
            animator=animator,
            clip=f"{person}-{expression}",
            person=person,
            expression=expression,
            values=dict.fromkeys((metric.name for metric in METRICS), float(value)),
            unchanged=True,
            degrees=(0.0, 1.0),
        )
        for person, value in zip(PEOPLE, values, strict=False)
    ]


def pick(found, metric, animator="m", other="n", expression=ALL):
    (one,) = [
        one
        for one in found
        if (one.metric, one.animator, one.other, one.expression)
        == (metric, animator, other, expression)
    ]
    return one


def test_every_pair_of_methods_is_compared_by_every_metric_with_a_best_value():
    both = [*figures("m", range(8)), *figures("n", range(8)), *figures("o", range(8))]
    found = comparisons([*both, *figures("truth", range(8))], seed=0)
    directed = [metric.name for metric in METRICS if metric.best]
    assert len(found) == 3 * len(directed) * 2
    assert {one.metric for one in found} == set(directed)
    assert not any("truth" in (one.animator, one.other) for one in found)


@pytest.mark.parametrize(("metric", "better"), [("ssim", "m"), ("akd", "n")])
def test_the_better_one_is_the_greater_or_the_smaller_as_the_metric_says(metric, better):
    found = comparisons([*figures("m", np.arange(8) + 2), *figures("n", np.arange(8))], seed=0)
    one = pick(found, metric)
    assert one.difference.value == 2
    assert one.p == one.p_holm == pytest.approx(2 / 2**8)
    assert one.better == better


def test_where_one_is_best_the_one_that_is_less_far_off_is_better():
    found = comparisons([*figures("m", [0.9] * 8), *figures("n", [1.3] * 8)], seed=0)
    one = pick(found, "displacement")
    assert one.difference.value == pytest.approx(0.1 - 0.3)
    assert one.better == "m"


def test_methods_that_differ_by_chance_are_not_told_apart():
    turns = [0, 1, 1, 0, 0, 1, 0, 1]
    found = comparisons([*figures("m", turns), *figures("n", turns[::-1])], seed=0)
    one = pick(found, "ssim")
    assert one.p_holm > 0.05
    assert one.better == ""


def test_the_pairs_of_one_metric_and_one_expression_are_a_family():
    chance = np.random.default_rng(3).normal(size=(3, 8)) + np.array([[0], [1], [1.5]])
    shown = [one for name, row in zip("mno", chance, strict=True) for one in figures(name, row)]
    shown += figures("m", chance[0], "sad")
    found = comparisons(shown, seed=0)
    family = [one for one in found if (one.metric, one.expression) == ("ssim", "happy")]
    assert len(family) == 3
    assert [one.p_holm for one in family] == holm([one.p for one in family])
    assert [one.p_holm for one in family] != [one.p for one in family]
    assert not [one for one in found if one.expression == "sad"]


def test_people_are_compared_on_the_clips_that_both_methods_have():
    found = comparisons([*figures("m", [5, 1, 9, 4]), *figures("n", [3, 0])], seed=0)
    one = pick(found, "ssim")
    assert one.difference.people == 2
    assert one.difference.value == pytest.approx(1.5)


def test_what_was_not_measured_is_not_compared():
    found = comparisons([*figures("m", [np.nan] * 3), *figures("n", [1, 2, 3])], seed=0)
    assert found == ()
