import numpy as np
import pytest

from mien.metrics.structural import region_mean, ssim_map, whole_mean


def shifted(picture):
    return np.roll(picture, 3, axis=1)


def test_a_picture_is_wholly_similar_to_itself(picture):
    assert whole_mean(ssim_map(picture, picture)) == 1


def test_the_order_of_the_two_pictures_does_not_matter(picture):
    there, back = ssim_map(picture, shifted(picture)), ssim_map(shifted(picture), picture)
    np.testing.assert_allclose(there, back, atol=1e-12)


def test_flat_pictures_follow_the_formula():
    dark, light = (np.full((16, 16, 3), value, np.uint8) for value in (100, 130))
    c1 = (0.01 * 255) ** 2
    expected = (2 * 100 * 130 + c1) / (100**2 + 130**2 + c1)
    assert whole_mean(ssim_map(dark, light)) == pytest.approx(expected, abs=1e-6)


def test_one_wrong_pixel_is_felt_as_far_as_the_window_reaches_and_no_farther(picture):
    wrong = picture.copy()
    wrong[32, 32] = 255 - wrong[32, 32]
    touched = ssim_map(picture, wrong) < 1 - 1e-9
    y, x = np.nonzero(touched)
    assert (y.min(), y.max(), x.min(), x.max()) == (27, 37, 27, 37)


def test_the_rim_does_not_count_in_the_whole_but_counts_in_a_region():
    full = np.ones((20, 20))
    full[:5] = 0
    region = np.zeros((20, 20), bool)
    region[4:6] = True
    assert whole_mean(full) == 1
    assert region_mean(full, region) == 0.5


def test_an_empty_region_has_no_mean():
    assert np.isnan(region_mean(np.ones((4, 4)), np.zeros((4, 4), bool)))


def test_the_middle_of_a_window_follows_the_formula_with_gaussian_weights(picture):
    truth = np.random.default_rng(1).integers(0, 256, (11, 11, 3)).astype(np.uint8)
    frame = picture[3:14, 3:14]
    bell = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
    weights = np.outer(bell, bell)[..., None] / bell.sum() ** 2

    def mean(values):
        return (weights * values).sum(axis=(0, 1))

    a, b = frame.astype(float), truth.astype(float)
    covariance = mean(a * b) - mean(a) * mean(b)
    spread = mean(a * a) - mean(a) ** 2 + mean(b * b) - mean(b) ** 2
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    light = (2 * mean(a) * mean(b) + c1) / (mean(a) ** 2 + mean(b) ** 2 + c1)
    expected = light * (2 * covariance + c2) / (spread + c2)
    assert ssim_map(frame, truth)[5, 5] == pytest.approx(expected.mean(), abs=1e-6)
