import numpy as np
import pytest

from mien.metrics.landmark_error import in_eye_distances, landmark_error


def test_the_same_landmarks_are_at_distance_zero(face):
    assert landmark_error(face[None], face[None]).tolist() == [0]


def test_a_shifted_clip_is_off_by_the_length_of_its_shift(face):
    clip = np.stack([face, face + 2, face * 1.1])
    assert landmark_error(clip + np.float32([3, 4]), clip) == pytest.approx([5, 5, 5], rel=1e-6)


def test_it_is_a_mean_of_lengths_over_all_68_points(face):
    moved = face.copy()
    moved[0] += (3, 4)
    moved[67] += (0, 12)
    assert landmark_error(moved[None], face[None]) == pytest.approx([17 / 68])


def test_a_lost_face_has_no_error_and_the_others_have(face):
    clip = np.stack([face, face])
    lost = clip.copy()
    lost[1, 5] = np.nan
    assert np.isnan(landmark_error(lost, clip)).tolist() == [False, True]


def test_in_eye_distances_the_pictures_size_does_not_matter(face):
    small = in_eye_distances(landmark_error(face[None] + 1, face[None]), face)
    large = in_eye_distances(landmark_error(2 * face[None] + 2, 2 * face[None]), 2 * face)
    assert small == pytest.approx([np.sqrt(2) / 40])
    assert large == pytest.approx(small)
