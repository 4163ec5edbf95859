import numpy as np
import pytest

from mien.clips.augment import degraded, middle_view, random_view
from mien.config import DataConfig
from mien.ibug import MIRROR


def _dot(point: np.ndarray, size: int) -> np.ndarray:
    y, x = np.mgrid[:size, :size]
    spot = 255 * np.exp(-((x - point[0]) ** 2 + (y - point[1]) ** 2) / 8)
    return np.repeat(spot[..., None], 3, axis=-1).astype(np.uint8)


def _centre(frame: np.ndarray) -> np.ndarray:
    weight = frame[..., 0].astype(float)
    y, x = np.mgrid[: frame.shape[0], : frame.shape[1]]
    return np.array([(x * weight).sum(), (y * weight).sum()]) / weight.sum()


@pytest.mark.parametrize("seed", range(8))
def test_landmarks_move_with_the_picture_under_every_view(seed: int) -> None:
    config = DataConfig(flip=0.5, zoom=0.1, roll=10)
    view = random_view(np.random.default_rng(seed), config, cached=72, size=64)
    points = np.full((68, 2), 30.0, np.float32)
    points[33] = 40, 28
    moved = view.landmarks(points)
    drawn = view.frames(_dot(points[33], 72)[None])[0]
    assert np.abs(_centre(drawn) - moved[33]).max() < 0.2


def test_mirroring_twice_changes_nothing_and_swaps_the_sides() -> None:
    assert (MIRROR[MIRROR] == np.arange(68)).all()
    assert (MIRROR[36], MIRROR[48], MIRROR[60], MIRROR[0]) == (45, 54, 64, 16)


def test_one_view_serves_all_frames_of_a_clip_alike() -> None:
    frame = np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8)
    view = random_view(np.random.default_rng(3), DataConfig(colour=1, zoom=0.1), 40, 32)
    first, second = view.frames(np.stack([frame, frame]))
    assert (first == second).all()


def test_the_middle_view_is_a_plain_crop() -> None:
    frame = np.random.default_rng(0).integers(0, 256, (1, 40, 40, 3), np.uint8)
    assert (middle_view(40, 32).frames(frame) == frame[:, 4:36, 4:36]).all()


def test_a_degraded_portrait_is_the_same_picture_made_worse() -> None:
    portrait = _dot(np.array([30, 30]), 64)
    worse = degraded(np.random.default_rng(1), portrait)
    assert worse.shape == portrait.shape
    difference = np.abs(worse.astype(int) - portrait).mean()
    assert 0.1 < difference < 20
