import numpy as np
import pytest

from mien.geometry import Frame
from mien.preparation.framing import NETWORK, clip_frame
from mien.preparation.jitter import STILL, Jitter, jittered


def turn(points: np.ndarray) -> float:
    across = points[263] - points[33]
    return float(np.degrees(np.arctan2(across[1], across[0])))


def tilted(sight, tilt: float) -> np.ndarray:
    return (sight.points @ Frame((0, 0), 1, tilt).axes.T).astype(np.float32)


def frames_of(points: np.ndarray, jitter: Jitter) -> list[Frame]:
    frame = clip_frame(points)
    return [jittered(frame, points, jitter, np.random.default_rng(seed)) for seed in range(200)]


@pytest.mark.parametrize("tilt", [0, 20])
def test_without_jitter_the_frame_stays(sight, tilt):
    points = tilted(sight, tilt)
    frame = clip_frame(points)
    assert jittered(frame, points, STILL, np.random.default_rng(0)) == frame


@pytest.mark.parametrize("tilt", [0, 5, 20])
def test_a_head_is_turned_at_random_but_no_further_than_clips_allow(sight, tilt):
    points = tilted(sight, tilt)
    turns = [turn(frame.to_frame(points, 100)) for frame in frames_of(points, Jitter())]
    assert -NETWORK.roll - 1e-3 <= min(turns) < -2
    assert 2 < max(turns) <= NETWORK.roll + 1e-3


def test_size_and_place_change_as_far_as_they_may_and_the_face_stays_inside(sight):
    points = sight.points.astype(np.float32)
    still, frames = clip_frame(points), frames_of(points, Jitter(roll=0))
    zooms = np.log([still.side / frame.side for frame in frames])
    assert np.abs(zooms).max() == pytest.approx(0.14, abs=0.01)
    assert zooms.mean() == pytest.approx(0, abs=0.02)
    away = [np.subtract(frame.centre, still.centre) @ still.axes / frame.side for frame in frames]
    assert np.abs(away).max(0) == pytest.approx([0.05, 0.05], abs=0.002)
    for frame in frames:
        shown = frame.to_frame(points, 1.0) + 0.5
        assert 0 < shown.min() < shown.max() < 1


def test_equal_chance_decides_equally(sight):
    points = sight.points.astype(np.float32)
    frames = [
        jittered(sight.frame, points, Jitter(), np.random.default_rng(seed)) for seed in (1, 1, 2)
    ]
    assert frames[0] == frames[1] != frames[2]
