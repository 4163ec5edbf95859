from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import permutation_test

from mien.metrics.bootstrap import mean_over_people
from mien.metrics.paired import difference, holm


def by_swapping(own):
    """Two-sided: twice the smaller tail of all means that swapped signs give."""
    means = [np.mean(np.array(signs) * own) for signs in product((1, -1), repeat=len(own))]
    tails = [np.mean(np.array(means) >= np.mean(own) - 1e-12)]
    tails.append(np.mean(np.array(means) <= np.mean(own) + 1e-12))
    return min(1, 2 * min(tails))


def holm_by_rejection(p, level):
    """Holm's procedure as he tells it: reject the smallest, until one is not small enough."""
    rejected = set()
    for rank, index in enumerate(np.argsort(p, kind="stable")):
        if p[index] > level / (len(p) - rank):
            break
        rejected.add(int(index))
    return rejected


def test_a_methods_difference_from_itself_is_zero_and_means_nothing():
    found = difference([1, 2, 3], [1, 2, 3], list("abc"))
    assert (found.interval.value, found.interval.low, found.interval.high) == (0, 0, 0)
    assert found.p == 1


def test_the_p_is_that_of_all_swaps_of_the_two_methods():
    own = np.random.default_rng(0).normal(0.5, 1, 8)
    found = difference(own, np.zeros(8), list("abcdefgh"))
    assert found.p == pytest.approx(by_swapping(own))


@pytest.mark.parametrize(("people", "tolerance"), [(2, 1e-12), (7, 1e-12), (13, 1e-12), (20, 0.02)])
def test_the_p_is_that_of_scipys_test(people, tolerance):
    own = np.random.default_rng(people).normal(0.2, 1, people).round(1)
    result = permutation_test(
        (own,), np.mean, permutation_type="samples", n_resamples=9999, rng=np.random.default_rng(0)
    )
    found = difference(own, np.zeros(people), [f"{number:02}" for number in range(people)])
    assert found.p == pytest.approx(result.pvalue, abs=tolerance)


def test_a_difference_in_every_one_of_twelve_people_has_the_least_p_there_is():
    found = difference(np.arange(12) + 1.0, np.zeros(12), list("abcdefghijkl"))
    assert found.p == pytest.approx(2 / 2**12)
    assert found.interval.low > 0


def test_clips_of_one_person_count_as_one():
    several = difference([1, 1, 1, 1, 2], np.zeros(5), list("aaaab"))
    once = difference([1, 2], np.zeros(2), list("ab"))
    assert several == once


def test_only_clips_that_both_have_count():
    found = difference([1, np.nan, 5, 3], [0, 0, np.nan, 1], list("abcd"))
    assert found == difference([1, 3], [0, 1], list("ad"))


def test_the_other_way_round_the_difference_has_the_other_sign_and_the_same_p():
    a, b = np.random.default_rng(1).normal(size=(2, 9))
    there, back = difference(a, b, list("abcdefghi")), difference(b, a, list("abcdefghi"))
    assert there.interval.value == pytest.approx(-back.interval.value)
    assert there.interval.low == pytest.approx(-back.interval.high)
    assert there.p == pytest.approx(back.p)


def test_the_interval_is_that_of_the_mean_over_people():
    a, b = np.random.default_rng(1).normal(size=(2, 6))
    assert difference(a, b, list("aabbcc"), seed=3).interval == mean_over_people(
        a - b, list("aabbcc"), seed=3
    )


def test_one_person_is_no_evidence():
    assert np.isnan(difference([1, 2], [0, 0], list("aa")).p)


def test_many_people_are_tested_by_chance_but_always_the_same():
    own = np.random.default_rng(0).normal(0.4, 1, 30)
    people = [str(number) for number in range(30)]
    first, second = (difference(own, np.zeros(30), people, seed=5).p for _ in range(2))
    assert first == second
    assert 0 < first < 0.2


def test_holms_adjustment_of_a_known_family():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1, 1]
    assert holm([]) == []


def test_tests_without_a_p_are_no_part_of_the_family():
    assert holm([float("nan"), 0.01, 0.04])[1:] == pytest.approx([0.02, 0.04])
    assert np.isnan(holm([float("nan"), 0.01, 0.04])[0])


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.sampled_from([0.01, 0.05, 0.2]))
def test_what_is_below_the_level_is_what_holm_rejects(p, level):
    adjusted = {index for index, value in enumerate(holm(p)) if value <= level}
    assert all(value >= raw for value, raw in zip(holm(p), p, strict=True))
    exact = [abs(level / (len(p) - k) - value) > 1e-9 for k in range(len(p)) for value in p]
    if all(exact):
        assert adjusted == holm_by_rejection(np.array(p), level)
