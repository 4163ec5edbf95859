import numpy as np
import pytest

from mien.metrics.change import change


def test_copies_of_the_portrait_have_not_changed(picture):
    assert change(np.stack([picture, picture]), picture) == 0


def test_it_is_the_mean_over_pixels_channels_and_frames_in_levels(picture):
    frames = np.stack([picture, picture])
    frames[1, 3, 5] ^= 1
    assert change(frames, picture) == pytest.approx(3 / frames.size)


def test_levels_do_not_wrap_around():
    black, white = np.zeros((2, 2, 3), np.uint8), np.full((2, 2, 3), 255, np.uint8)
    assert change(black[None], white) == change(white[None], black) == 255


def test_only_the_region_counts(picture):
    frames, region = picture[None].copy(), np.zeros(picture.shape[:2], bool)
    region[:4] = True
    frames[:, 4:] += 9
    assert change(frames, picture, region) == 0
    frames[:, 2] ^= 1
    assert change(frames, picture, region) == pytest.approx(1 / 4)


def test_an_empty_region_cannot_change(picture):
    assert np.isnan(change(picture[None], picture, np.zeros(picture.shape[:2], bool)))
