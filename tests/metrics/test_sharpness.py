import numpy as np
import pytest

from mien.metrics.sharpness import gradient_energy, sharpness_ratio

EVERYWHERE = np.ones((16, 16), bool)


def stripes(contrast):
    picture = np.full((16, 16, 3), 128, np.uint8)
    picture[:, ::2] += np.uint8(contrast)
    return picture


def test_stripes_have_the_energy_of_their_steps():
    inside = np.zeros((16, 16), bool)
    inside[4:12, 4:12] = True
    assert gradient_energy(stripes(20), inside) == pytest.approx(20**2)


def test_half_the_contrast_is_a_quarter_of_the_energy():
    assert sharpness_ratio(stripes(20), stripes(40), EVERYWHERE) == pytest.approx(0.25)


def test_only_the_region_counts():
    left = np.zeros((16, 16), bool)
    left[:, :8] = True
    soft_right = stripes(40)
    soft_right[:, 9:] = 128
    assert sharpness_ratio(soft_right, stripes(40), left) == pytest.approx(1)


def test_a_flat_truth_or_an_empty_region_gives_no_ratio():
    assert np.isnan(sharpness_ratio(stripes(9), stripes(0), EVERYWHERE))
    assert np.isnan(sharpness_ratio(stripes(9), stripes(9), ~EVERYWHERE))
