import numpy as np
import pytest

from mien.metrics.monotonicity import TOLERANCE, reversals, spearman

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


def test_a_curve_that_never_falls_has_no_reversals():
    assert reversals([0, 0.5, 1], [0, 0, 0.1]) == 0
    assert reversals([0, 0.5, 1], [0, 0, 0]) == 0


def test_reversals_are_the_share_of_steps_that_go_back():
    assert reversals([0, 0.25, 0.5, 0.75, 1], [0, 0.1, 0.05, 0.2, 0.1]) == 0.5
    assert reversals([0, 0.5, 1], [0.2, 0.1, 0]) == 1


def test_what_falls_by_less_than_the_landmarks_noise_has_not_gone_back():
    assert reversals([0, 0.5, 1], [0, 0.1, 0.1 - TOLERANCE / 2]) == 0
    assert reversals([0, 0.5, 1], [0, 0.1, 0.1 - TOLERANCE * 2]) == 0.5


def test_a_clip_that_rises_and_falls_is_read_by_its_degrees():
    assert reversals([0, 0.5, 1, 0.5, 0], [0, 0.1, 0.2, 0.1, 0]) == 0
    assert reversals([0, 0.5, 1, 0.5, 0], [0, 0.3, 0.2, 0.3, 0]) == 0.5


def test_where_a_face_was_lost_nothing_is_known_of_reversals():
    assert np.isnan(reversals([0, 0.5, 1], [0, np.nan, 0.1]))
