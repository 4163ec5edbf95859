import cv2
import numpy as np
import pytest

from mien.preparation.pairs.refine import AROUND, correction
from mien.preparation.pairs.regions import blurred
from mien.preparation.pairs.warp import pull

SIZE = 160
EVERYWHERE = np.ones((SIZE, SIZE), np.float32)


def texture(seed: int, size: int = SIZE) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, 1, (size, size, 3)).astype(np.float32)
    coarse = blurred(noise, 3)
    return 128 + 40 * coarse / coarse.std()


def moved(picture: np.ndarray, by: float) -> np.ndarray:
    offset = np.zeros((*picture.shape[:2], 2), np.float32)
    offset[..., 0] = by
    return pull(picture, offset)


def test_a_small_shift_is_mended():
    neutral = texture(0)
    peak = moved(neutral, 2.0)
    found = correction(neutral, peak, EVERYWHERE)
    middle = np.s_[30:-30, 30:-30]
    before = np.abs(neutral - peak)[middle].mean()
    assert np.abs(pull(neutral, found) - peak)[middle].mean() < before / 3
    assert np.median(found[middle][..., 0]) == pytest.approx(2.0, abs=0.4)


def test_what_has_no_counterpart_is_left_alone():
    one, other = texture(0), texture(1)
    found = correction(one, other, EVERYWHERE)
    before, after = (
        blurred(np.abs(picture - other).mean(2), AROUND * SIZE)
        for picture in (one, pull(one, found))
    )
    assert after.mean() < before.mean()
    assert (after > before + 3).mean() < 0.15, "harm is undone, but for the blur of the seams"
    assert np.linalg.norm(found, axis=2).max() <= 0.02 * SIZE + 1e-3


def test_nothing_is_corrected_where_it_is_not_wanted():
    neutral = texture(0)
    where = EVERYWHERE.copy()
    where[:, 80:] = 0
    assert (correction(neutral, moved(neutral, 2.0), where)[:, 80:] == 0).all()


def test_the_number_of_threads_changes_nothing():
    neutral, peak, before = texture(0, 600), texture(1, 600), cv2.getNumThreads()
    found = []
    for threads in (1, 7):
        cv2.setNumThreads(threads)
        found.append(correction(neutral, peak, np.ones((600, 600), np.float32)))
        assert cv2.getNumThreads() == threads
    cv2.setNumThreads(before)
    assert np.array_equal(*found)
