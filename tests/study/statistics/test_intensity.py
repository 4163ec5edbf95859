import numpy as np
import pytest

from mien.study.answers import Intensity
from mien.study.statistics.clusters import Bootstrap
from mien.study.statistics.intensity import calibrations
from mien.study.statistics.simulate import DEGREES, Layout, simulate
from mien.study.statistics.taste import Taste

HOW = Bootstrap(resamples=200)


def ratings(rater: str, *pairs: tuple[float, float]) -> list[Intensity]:
    return [
        Intensity(
            rater=rater, item=f"i{n}", expression="happy", method="mien", degree=d, rating=float(r)
        )
        for n, (d, r) in enumerate(pairs)
    ]


def test_a_rating_is_the_mean_over_raters_of_their_own_means():
    (found,) = calibrations(
        [*ratings("ada", (0.5, 10), (0.5, 30), (1.0, 90)), *ratings("ben", (0.5, 60))], HOW
    )
    assert found.degrees == (0.5, 1.0)
    assert [one.value for one in found.ratings] == pytest.approx([40, 90])


def test_ratings_that_fall_are_pooled_into_a_curve_that_does_not():
    answers = [*ratings("ada", (0.2, 20), (0.4, 60), (0.6, 40), (0.8, 80))]
    (found,) = calibrations([*answers, *ratings("ben", (0.4, 60))], HOW)
    pooled = (2 * 60 + 40) / 3
    assert [one.value for one in found.rising] == pytest.approx([20, pooled, pooled, 80])


def test_spearman_is_the_mean_over_raters():
    rising = [(0.2, 1), (0.4, 2), (0.6, 3)]
    falling = [(0.2, 3), (0.4, 2), (0.6, 1)]
    alike = [(0.2, 5), (0.4, 5), (0.6, 5)]
    few = [(0.2, 5), (0.4, 9)]
    answers = [*ratings("a", *rising), *ratings("b", *rising), *ratings("c", *falling)]
    answers += [*ratings("d", *alike), *ratings("e", *few)]
    (found,) = calibrations(answers, HOW)
    assert found.spearman.value == pytest.approx((1 + 1 - 1 + 0) / 4)
    assert -1 <= found.spearman.low < found.spearman.value < found.spearman.high <= 1


def test_without_three_degrees_nobody_has_a_correlation():
    (found,) = calibrations(ratings("ada", (0.5, 10), (1.0, 90)), HOW)
    assert np.isnan([found.spearman.value, found.spearman.low, found.spearman.high]).all()


def test_the_planted_line_is_recovered_for_each_method():
    taste = Taste(strengths={"mien": 0, "hp": 0}, rating_noise=15)
    layout = Layout(raters=30, items=20, expressions=("happy",), questions=("intensity",), checks=0)
    found = calibrations(simulate(taste, layout, np.random.default_rng(1)), HOW)
    assert [one.method for one in found] == ["hp", "mien"]
    for one in found:
        assert one.degrees == DEGREES
        for degree, rating in list(zip(one.degrees, one.ratings, strict=True))[:-1]:
            assert rating.low - 1 < 100 * degree < rating.high + 1
        assert one.spearman.low > 0.8
