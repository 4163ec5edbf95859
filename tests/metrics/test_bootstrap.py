import numpy as np
import pytest
from scipy.stats import bootstrap

from mien.metrics.bootstrap import mean_over_people, share_closed

PEOPLE = [f"person-{n}" for n in range(12)]
VALUES = np.random.default_rng(3).normal(0.9, 0.05, 12)


def test_the_interval_is_the_percentile_bootstrap_over_people():
    own = mean_over_people(VALUES, PEOPLE)
    other = bootstrap(
        (VALUES,), np.mean, method="percentile", n_resamples=20_000, rng=0
    ).confidence_interval
    assert own.value == pytest.approx(VALUES.mean())
    assert (own.low, own.high) == pytest.approx((other.low, other.high), abs=0.003)


def test_a_person_with_many_clips_counts_as_much_as_one_with_few():
    interval = mean_over_people([1, 1, 1, 1, 0], ["a", "a", "a", "a", "b"])
    assert interval.value == 0.5
    assert interval.people == 2


def test_repeating_a_persons_clips_makes_nothing_surer():
    once = mean_over_people(VALUES, PEOPLE)
    assert mean_over_people(np.tile(VALUES, 5), PEOPLE * 5) == pytest.approx(once)


def test_equal_seeds_give_equal_intervals():
    assert mean_over_people(VALUES, PEOPLE, seed=4) == mean_over_people(VALUES, PEOPLE, seed=4)
    assert mean_over_people(VALUES, PEOPLE, seed=4) != mean_over_people(VALUES, PEOPLE, seed=5)


def test_clips_without_a_value_are_left_out_and_nobody_is_no_value():
    assert mean_over_people([0.5, np.nan], ["a", "b"]).people == 1
    assert np.isnan(mean_over_people([np.nan], ["a"]).value)
    assert np.isnan(mean_over_people([], []).value)


def test_one_person_gives_a_value_but_no_interval():
    interval = mean_over_people([0.5, 0.7], ["a", "a"])
    assert interval.value == pytest.approx(0.6)
    assert np.isnan(interval.low)
    assert np.isnan(interval.high)


def test_a_method_that_halves_everyones_distance_closes_half_for_certain():
    closed = share_closed(VALUES / 2, VALUES, PEOPLE)
    assert (closed.value, closed.low, closed.high) == pytest.approx((0.5, 0.5, 0.5))


def test_the_truth_closes_all_the_photo_nothing_and_worse_is_negative():
    closed = [share_closed(factor * VALUES, VALUES, PEOPLE).value for factor in (0, 1, 1.5)]
    assert closed == pytest.approx([1, 0, -0.5])


def test_the_share_is_of_the_mean_distances_not_a_mean_of_shares():
    assert share_closed([0, 10], [1, 10], ["a", "b"]).value == pytest.approx(1 - 5 / 5.5)


def test_a_still_at_no_distance_gives_no_share():
    assert np.isnan(share_closed([0.1], [0], ["a"]).value)
    assert np.isnan(share_closed([], [], []).value)
