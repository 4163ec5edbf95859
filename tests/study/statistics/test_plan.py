from dataclasses import replace
from math import sqrt

import pytest
from scipy.stats import binom, norm, t
from statsmodels.stats.proportion import samplesize_confint_proportion

from mien.errors import MienError
from mien.study.statistics.clusters import Bootstrap
from mien.study.statistics.plan import Aim, plan, tried
from mien.study.statistics.variance import components

ALIKE = Aim(rater_sd=0, item_sd=0)


def test_where_nobody_differs_the_half_width_is_the_binomials():
    found = plan(ALIKE)
    reach = t.ppf(0.975, min(found.raters, found.items) - 1)
    assert found.half_width == pytest.approx(reach * sqrt(0.24 / found.answers))
    assert found.half_width <= 0.05 < reach * sqrt(0.24 / (found.answers - 10))


def test_where_nobody_differs_the_answers_are_those_of_a_library_but_for_students_t():
    found = plan(replace(ALIKE, half_width=0.02, items=2000))
    raters = found.raters
    wanted = samplesize_confint_proportion(0.6, 0.02) * (t.ppf(0.975, raters - 1) / 1.96) ** 2
    assert found.answers == pytest.approx(wanted, rel=0.01)


def test_the_power_is_that_of_the_normal_and_one_rater_fewer_has_less():
    aim = Aim(half_width=None, power=0.8, items=500)
    found = plan(aim)
    parts = components(0.6, 0.5, 0.5)

    def power(raters: int) -> float:
        error = sqrt(parts.raters / raters + parts.items / 500 + parts.answers / (10 * raters))
        return float(norm.cdf(0.1 / error - t.ppf(0.975, raters - 1)))

    assert found.power == pytest.approx(power(found.raters))
    assert power(found.raters - 1) < 0.8 <= found.power


def test_more_certainty_takes_more_raters():
    least = plan(Aim(items=100)).raters
    for change in (
        {"half_width": 0.04},
        {"level": 0.99},
        {"rater_sd": 1.0},
        {"item_sd": 1.0},
        {"per_rater": 5},
        {"methods": 3, "joint": True},
    ):
        assert plan(replace(Aim(items=100), **change)).raters > least, change


def test_raters_who_will_be_lost_are_asked_for_beforehand():
    found = plan(Aim(lost=0.2))
    assert found.recruits * 0.8 >= found.raters > (found.recruits - 1) * 0.8


def test_trials_of_a_rater_are_those_of_all_comparisons_and_expressions():
    assert plan(Aim(methods=4, expressions=3, per_rater=10)).trials == 90


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        (Aim(items=12), "take more of them"),
        (Aim(items=5), "need as many portraits"),
        (Aim(preference=1.0), "between 0 and 1"),
        (Aim(half_width=None), "half-width or a power"),
        (Aim(preference=0.5, power=0.8), "it is chance"),
    ],
)
def test_what_no_study_reaches_is_refused(aim, said):
    with pytest.raises(MienError, match=said):
        plan(aim)


STUDIES = 200


@pytest.mark.slow
@pytest.mark.parametrize(
    "aim",
    [
        Aim(half_width=0.1),
        Aim(half_width=0.1, preference=0.83, rater_sd=1.0, per_rater=5),
    ],
)
def test_intervals_hold_the_planted_preference_95_times_in_100_at_the_planned_size(aim):
    """The band is where 99.8 % of all counts of 200 intervals of 95 % lie: 179 to 198."""
    found = plan(aim)
    outcome = tried(aim, found, STUDIES, Bootstrap(resamples=100, seed=5))
    least, most = binom.interval(0.998, STUDIES, 0.95)
    assert least <= outcome.coverage * STUDIES <= most
    assert outcome.half_width == pytest.approx(found.half_width, rel=0.1)


@pytest.mark.slow
def test_simulated_studies_have_the_planned_power():
    aim = Aim(half_width=None, power=0.8, preference=0.65)
    outcome = tried(aim, plan(aim), STUDIES, Bootstrap(resamples=100, seed=6))
    least, most = binom.interval(0.998, STUDIES, 0.8)
    assert least <= outcome.power * STUDIES <= most
