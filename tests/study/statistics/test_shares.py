from math import sqrt

import numpy as np
import pytest
from scipy.stats import norm

from mien.study.statistics.clusters import Bootstrap
from mien.study.statistics.shares import MEAN, Said, effective, shares, wilson

HOW = Bootstrap(resamples=200)


def said(rater: str, yes: int, answers: int, expression: str = "happy") -> list[Said]:
    return [
        Said(rater=rater, item=f"i{k}", expression=expression, yes=k < yes) for k in range(answers)
    ]


def test_a_rate_is_the_mean_over_raters_not_over_answers():
    """Ada says yes 8 times in 10, Ben once in 2: (0.8 + 0.5) / 2, where pooling gives 9 / 12."""
    cell = shares([*said("ada", 8, 10), *said("ben", 1, 2)], HOW)["happy"]
    assert cell.rate == pytest.approx(0.65)
    assert cell.pooled == pytest.approx(0.75)
    assert (cell.answers, cell.raters, cell.items) == (12, 2, 10)


def test_the_last_column_is_the_mean_of_the_cells_however_many_answers_they_have():
    found = shares(
        [*said("ada", 1, 2), *said("ada", 9, 10, "angry"), *said("ben", 1, 1, "angry")], HOW
    )
    assert list(found) == ["happy", "angry", MEAN]
    assert found[MEAN].rate == pytest.approx((0.5 + (0.9 + 1) / 2) / 2)


def test_columns_stand_in_the_papers_order_whichever_answer_came_first():
    came = ("sad", "angry", "afraid", "happy")
    found = shares([one for name in came for one in said("ada", 1, 2, name)], HOW)
    assert list(found) == ["happy", "angry", "afraid", "sad", MEAN]


PAPER = {
    "Prefers ours over ConvLSTM": ((838, 822, 830), 83.0),
    "Prefers ours over HP": ((773, 697, 671), 71.4),
    "Prefers ours over both baselines": ((699, 637, 618), 65.1),
    "Training Videos": ((645, 597, 573), 60.5),
}


@pytest.mark.parametrize("row", PAPER)
def test_the_papers_mean_column_comes_out_of_its_cells(row):
    cells, mean = PAPER[row]
    answers = [
        one
        for expression, count in zip(("happy", "surprise", "angry"), cells, strict=True)
        for one in said("all", count, 1000, expression)
    ]
    found = shares(answers, Bootstrap(resamples=2))
    assert round(100 * found[MEAN].rate, 1) == mean


@pytest.mark.parametrize(("count", "answers"), [(0, 10), (25, 50), (37, 50), (50, 50)])
def test_wilsons_interval_is_the_closed_form(count, answers):
    z = norm.ppf(0.975)
    p = count / answers
    middle = (p + z**2 / (2 * answers)) / (1 + z**2 / answers)
    reach = z / (1 + z**2 / answers) * sqrt(p * (1 - p) / answers + z**2 / (4 * answers**2))
    assert wilson(count, answers, z) == pytest.approx((middle - reach, middle + reach))


def test_fifty_answers_of_one_half_reach_from_366_to_634_per_mille():
    assert wilson(25, 50, norm.ppf(0.975)) == pytest.approx((0.366, 0.634), abs=5e-4)


def test_answers_of_raters_who_never_waver_count_once_a_rater():
    answers = [one for n in range(20) for one in said(f"r{n}", 20 * (n % 2), 20)]
    cell = shares(answers, Bootstrap(resamples=2000))["happy"]
    assert cell.wilson_high - cell.wilson_low == pytest.approx(0.098, abs=0.001)
    assert cell.high - cell.low == pytest.approx(0.43, abs=0.04)


def test_where_all_agree_the_interval_is_that_of_one_answer_a_rater():
    cell = shares([one for n in range(20) for one in said(f"r{n}", 20, 20)], HOW)["happy"]
    assert (cell.rate, cell.high) == pytest.approx((1, 1))
    low, _ = wilson(20, 20, 2.093)
    assert cell.low == pytest.approx(low, abs=1e-3)


def test_no_interval_rests_on_more_answers_than_were_given():
    assert effective(0.5, 0.001, 40, 4) == 40
    assert effective(0.5, 0.1, 40, 4) == pytest.approx(25)


def test_one_rater_has_a_rate_and_no_interval_but_wilsons():
    cell = shares(said("ada", 3, 4), HOW)[MEAN]
    assert cell.rate == 0.75
    assert np.isnan([cell.low, cell.high]).all()
    assert cell.wilson_low < 0.75 < cell.wilson_high
