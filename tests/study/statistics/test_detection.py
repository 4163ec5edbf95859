import numpy as np
import pytest
from scipy.stats import norm

from mien.study.answers import TRUTH, Verdict
from mien.study.statistics.clusters import Bootstrap
from mien.study.statistics.detection import detections, fooling_rows
from mien.study.statistics.shares import MEAN
from mien.study.statistics.simulate import Layout, simulate
from mien.study.statistics.taste import Taste

HOW = Bootstrap(resamples=300)
LAYOUT = Layout(raters=40, items=40, per_rater=20, questions=("real",), checks=0)


def verdicts(method: str, real: int, answers: int, rater: str = "r") -> list[Verdict]:
    return [
        Verdict(rater=rater, item=f"i{k}", expression="happy", method=method, said_real=k < real)
        for k in range(answers)
    ]


def simulated(**taste: float) -> tuple[Verdict, ...]:
    who = Taste(strengths={"mien": 0, "hp": 0}, sensitivity={"mien": 0.5, "hp": 1.5}, **taste)
    return simulate(who, LAYOUT, np.random.default_rng(3))


def test_sensitivity_and_criterion_are_the_textbooks():
    """40 of 49 real clips and 10 of 49 others: rates of 0.81 and 0.21 after the correction."""
    found = detections([*verdicts(TRUTH, 40, 49), *verdicts("mien", 10, 49)], HOW)["mien"]
    hits, false_alarms = norm.ppf([0.81, 0.21])
    assert found.sensitivity.value == pytest.approx(hits - false_alarms)
    assert found.criterion.value == pytest.approx(-(hits + false_alarms) / 2)


def test_clips_that_are_taken_for_real_as_often_as_real_ones_have_no_sensitivity():
    found = detections([*verdicts(TRUTH, 30, 40), *verdicts("mien", 30, 40)], HOW)["mien"]
    assert found.sensitivity.value == pytest.approx(0)
    assert found.criterion.value < 0


def test_perfect_raters_have_a_finite_sensitivity():
    found = detections([*verdicts(TRUTH, 20, 20), *verdicts("mien", 0, 20)], HOW)["mien"]
    assert found.sensitivity.value == pytest.approx(2 * norm.ppf(20.5 / 21))


def test_planted_sensitivity_and_criterion_are_recovered_within_their_intervals():
    found = detections(simulated(criterion=-0.3), HOW)
    for method, planted in {"mien": 0.5, "hp": 1.5}.items():
        one = found[method].sensitivity
        assert one.low < planted < one.high
        assert one.high - one.low < 0.3
    assert found["hp"].criterion.low < -0.3 < found["hp"].criterion.high


def test_criteria_that_differ_shrink_the_sensitivity_of_all_answers_together():
    found = detections(simulated(criterion_sd=1.0), HOW)["hp"].sensitivity
    assert found.low < 1.5 / 2**0.5 < found.high


def test_without_real_clips_there_is_no_sensitivity():
    assert detections(verdicts("mien", 3, 9), HOW) == {}


def test_table_2_counts_who_was_fooled_by_the_papers_rule_and_ends_with_real_clips():
    answers = [
        *verdicts(TRUTH, 9, 10),
        *verdicts("mien", 5, 10),
        *verdicts("mien", 1, 1, rater="ben"),
    ]
    rows = fooling_rows(answers, HOW)
    assert [row.label for row in rows] == ["mien", "Real clips"]
    assert rows[0].cells[MEAN].rate == pytest.approx(0.75)
    assert rows[1].cells["happy"].rate == pytest.approx(0.9)
