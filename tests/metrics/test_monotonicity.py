import numpy as np
import pytest

from mien.metrics.monotonicity import spearman

DEGREES = np.linspace(0, 1, 11)


def test_any_rising_curve_scores_one_and_any_falling_one_minus_one():
    assert spearman(DEGREES, DEGREES**3) == pytest.approx(1)
    assert spearman(DEGREES, -np.sqrt(DEGREES)) == pytest.approx(-1)


def test_one_swap_of_neighbours_costs_what_the_formula_says():
    moved = DEGREES.copy()
    moved[[4, 5]] = moved[[5, 4]]
    assert spearman(DEGREES, moved) == pytest.approx(1 - 6 * 2 / (11 * (11**2 - 1)))


def test_a_face_that_stands_still_scores_zero():
    assert spearman(DEGREES, np.zeros(11)) == 0


def test_a_face_that_was_lost_has_no_score():
    assert np.isnan(spearman(DEGREES, np.where(DEGREES == 0.5, np.nan, DEGREES)))
