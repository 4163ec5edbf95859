import numpy as np
import pytest
from scipy.special import expit

from mien.study.statistics.variance import Components, components, log_odds, marginal


@pytest.mark.parametrize(("rate", "rater_sd", "item_sd"), [(0.6, 0.5, 0.5), (0.9, 1.0, 0.2)])
def test_components_are_those_of_drawn_raters_and_clips(rate, rater_sd, item_sd):
    rng = np.random.default_rng(0)
    raters, items = rng.normal(0, rater_sd, (3000, 1)), rng.normal(0, item_sd, (1, 3000))
    middle = log_odds(rate, np.hypot(rater_sd, item_sd))
    chances = expit(middle + raters + items)
    found = components(rate, rater_sd, item_sd)
    assert chances.mean() == pytest.approx(rate, abs=0.01)
    assert chances.mean(axis=1).var() == pytest.approx(found.raters, rel=0.1)
    assert chances.mean(axis=0).var() == pytest.approx(found.items, rel=0.1)


def test_the_components_add_up_to_the_variance_of_an_answer():
    found = components(0.7, 0.8, 0.3)
    assert found.raters + found.items + found.answers == pytest.approx(0.7 * 0.3)


def test_where_nobody_differs_all_variance_is_the_answers():
    found = components(0.7, 0, 0)
    assert (found.raters, found.items, found.answers) == pytest.approx((0, 0, 0.21), abs=1e-9)


@pytest.mark.parametrize("rate", [0.02, 0.5, 0.83, 0.999])
@pytest.mark.parametrize("sd", [0, 0.5, 3])
def test_log_odds_lead_back_to_the_rate(rate, sd):
    assert marginal(log_odds(rate, sd), sd) == pytest.approx(rate, abs=1e-6)


def test_the_variance_of_a_rate_falls_with_each_count_alone():
    parts = Components(raters=0.01, items=0.02, answers=0.2)
    assert parts.of_rate(10, 20, 400) == pytest.approx(0.001 + 0.001 + 0.0005)
