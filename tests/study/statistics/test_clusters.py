import numpy as np
import pytest
from scipy.stats import t

from mien.study.statistics.clusters import Bootstrap, estimates, two_way

HOW = Bootstrap(resamples=2000, seed=1)
RATERS, ITEMS = 30, 20
RATER = [f"r{n // ITEMS}" for n in range(RATERS * ITEMS)]
ITEM = [f"i{n % ITEMS}" for n in range(RATERS * ITEMS)]


def spread(values: np.ndarray, how: Bootstrap = HOW, raters=RATER, items=ITEM):
    column = values.reshape(-1, 1)
    return two_way(lambda w: w @ column / w.sum(axis=1, keepdims=True), raters, items, how)


def test_where_only_raters_differ_the_error_is_that_of_their_mean():
    own = np.random.default_rng(0).normal(size=RATERS)
    found = spread(np.repeat(own, ITEMS))
    assert found.errors[0] == pytest.approx(own.std(ddof=1) / RATERS**0.5, rel=0.05)


def test_where_only_items_differ_the_error_is_that_of_their_mean():
    own = np.random.default_rng(0).normal(size=ITEMS)
    found = spread(np.tile(own, RATERS))
    assert found.errors[0] == pytest.approx(own.std(ddof=1) / ITEMS**0.5, rel=0.05)


def test_where_neither_differs_noise_is_counted_once():
    rng = np.random.default_rng(0)
    errors = [
        spread(rng.normal(size=RATERS * ITEMS), Bootstrap(resamples=300, seed=seed)).errors[0]
        for seed in range(20)
    ]
    assert np.mean(errors) == pytest.approx(1 / (RATERS * ITEMS) ** 0.5, rel=0.15)


def test_where_both_differ_both_count():
    rng = np.random.default_rng(2)
    raters, items = rng.normal(size=RATERS), rng.normal(size=ITEMS)
    found = spread((raters[:, None] + items).ravel())
    wanted = (raters.var(ddof=1) / RATERS + items.var(ddof=1) / ITEMS) ** 0.5
    assert found.errors[0] == pytest.approx(wanted, rel=0.05)


def test_the_interval_is_students_with_the_fewer_of_raters_and_items():
    (found,) = estimates(spread(np.random.default_rng(3).normal(size=RATERS * ITEMS)))
    error = spread(np.random.default_rng(3).normal(size=RATERS * ITEMS)).errors[0]
    assert found.high - found.value == pytest.approx(t.ppf(0.975, ITEMS - 1) * error)
    assert found.value - found.low == pytest.approx(found.high - found.value)


def test_one_rater_has_a_figure_and_no_interval():
    (found,) = estimates(spread(np.arange(3.0), HOW, ["r"] * 3, ["a", "b", "c"]))
    assert found.value == 1
    assert np.isnan([found.low, found.high]).all()


def test_equal_seeds_give_equal_errors():
    values = np.random.default_rng(4).normal(size=RATERS * ITEMS)
    one, same, other = (spread(values, Bootstrap(resamples=100, seed=s)).errors for s in (1, 1, 2))
    assert one == same != other


def test_many_answers_are_resampled_in_parts(monkeypatch):
    values = np.random.default_rng(4).normal(size=RATERS * ITEMS)
    how = Bootstrap(resamples=100)
    whole = spread(values, how).errors
    monkeypatch.setattr("mien.study.statistics.clusters._AT_ONCE", 7000)
    assert spread(values, how).errors == pytest.approx(whole)
