import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio

from mien.metrics.psnr import psnr

MOST = 10 * np.log10(255**2 * 12)


def test_a_known_error_has_the_closed_forms_value(picture):
    grey = np.full((16, 16, 3), 100, np.uint8)
    assert psnr(grey + np.uint8(5), grey) == pytest.approx(20 * np.log10(255 / 5), abs=1e-12)
    assert psnr(picture, 255 - picture) == psnr(255 - picture, picture)


def test_it_agrees_with_scikit_image(picture):
    noise = np.random.default_rng(0).integers(-9, 10, picture.shape)
    noisy = np.clip(picture.astype(int) + noise, 0, 255).astype(np.uint8)
    wanted = peak_signal_noise_ratio(picture, noisy, data_range=255)
    assert psnr(noisy, picture) == pytest.approx(wanted, abs=1e-12)


def test_equal_pictures_have_the_most_there_is_and_it_is_finite(picture):
    assert psnr(picture, picture) == pytest.approx(MOST)
    nearly = picture.copy()
    nearly[0, 0, 0] ^= 1
    assert psnr(nearly, picture) == pytest.approx(MOST)


def test_a_shifted_picture_is_worse(picture):
    assert psnr(np.roll(picture, 1, axis=1), picture) < 30
