import numpy as np
import pytest

from mien.metrics.displacement import MOVING, displacement, displacement_ratio


def test_brows_eyes_and_mouth_count_but_neither_jaw_nor_nose(face):
    assert len(MOVING) == 10 + 12 + 20
    moved = face.copy()
    moved[:17] += 9
    moved[27:36] += 9
    assert displacement(moved[None], face) == pytest.approx([0])
    assert displacement_ratio(moved, face, face + 1, face) == 0


def test_displacement_is_the_mean_length_in_eye_distances_whatever_the_size(face):
    moved = face.copy()
    moved[48:68] += (3, 4)
    expected = 20 * 5 / 42 / 40
    assert displacement(np.stack([face, moved]), face) == pytest.approx([0, expected])
    assert displacement(2 * moved[None], 2 * face) == pytest.approx([expected])


@pytest.mark.parametrize("share", [1, 0.8, 0, -0.5])
def test_the_ratio_is_the_share_of_the_true_displacement_with_its_sign(face, share):
    motion = np.random.default_rng(0).normal(size=(68, 2)).astype(np.float32)
    assert displacement_ratio(face + share * motion, face, face + motion, face) == pytest.approx(
        share, abs=1e-5
    )


def test_motion_at_right_angles_to_the_truth_does_not_count(face):
    ratio = displacement_ratio(face + np.array([2, 5]), face, face + np.array([2, 0]), face)
    assert ratio == pytest.approx(1)


def test_each_face_is_measured_from_its_own_neutral(face):
    elsewhere = face + 10
    assert displacement_ratio(elsewhere + 2, elsewhere, face + 2, face) == pytest.approx(1)


def test_a_truth_that_stands_still_gives_no_ratio(face):
    assert np.isnan(displacement_ratio(face + 1, face, face, face))
