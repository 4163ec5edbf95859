"""Degrees of a clip's frames."""

import numpy as np
import pytest

from mien.clips.degrees import degree_from_landmarks, degrees_in_time
from mien.errors import MienError


def _moved(*distances: float) -> np.ndarray:
    """Landmarks of which the mouth has moved so far in each frame."""
    neutral = np.random.default_rng(0).uniform(0, 256, (68, 2))
    frames = np.repeat(neutral[None], len(distances), axis=0)
    frames[:, 48:, 1] += np.array(distances)[:, None]
    return frames.astype(np.float32)


def test_time_runs_evenly_from_neutral_to_the_peak():
    assert degrees_in_time(21) == pytest.approx([(t - 1) / 20 for t in range(1, 22)])


def test_a_clip_of_one_frame_goes_nowhere():
    with pytest.raises(MienError, match="give two"):
        degrees_in_time(1)


def test_degrees_are_in_proportion_to_the_distance_from_the_neutral_frame():
    assert degree_from_landmarks(_moved(0, 1, 4, 8)) == pytest.approx([0, 0.125, 0.5, 1], abs=1e-5)


def test_the_size_of_the_frames_does_not_matter():
    landmarks = _moved(0, 3, 5, 9)
    assert degree_from_landmarks(landmarks * 4) == pytest.approx(degree_from_landmarks(landmarks))


def test_no_frame_is_beyond_the_peak():
    degrees = degree_from_landmarks(_moved(0, 9, 6))
    assert degrees.tolist() == [0, 1, 1]


@pytest.mark.parametrize("last", [0.0, np.nan])
def test_a_face_that_does_not_move_has_no_degrees(last: float):
    with pytest.raises(MienError, match="Take degrees in time"):
        degree_from_landmarks(_moved(0, 1, last))
