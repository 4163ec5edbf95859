"""Landmarks lie on the face, follow it, and are refused where there is none."""

import numpy as np
import pytest
from PIL import Image

from mien.errors import MienError
from mien.faces import Face, landmarks, landmarks68, landmarks478
from mien.faces.landmarks import check_yaw


def test_landmarks_agree_with_the_detectors_five_points(face, points):
    ibug = landmarks68(points)
    mine = [ibug[36:42].mean(0), ibug[42:48].mean(0), ibug[30], ibug[48], ibug[54]]
    eye_distance = np.linalg.norm(mine[1] - mine[0])
    assert np.linalg.norm(np.array(mine) - face.points5, axis=1).max() < 0.2 * eye_distance


def test_the_68_points_start_at_the_subjects_right(points):
    ibug = landmarks68(points)
    assert ibug.shape == (68, 2)
    assert ibug.dtype == np.float32
    assert ibug[0, 0] < ibug[36, 0] < ibug[45, 0] < ibug[16, 0]
    assert ibug[19, 1] < ibug[37, 1] < ibug[30, 1] < ibug[51, 1] < ibug[57, 1] < ibug[8, 1]


def test_the_inner_lips_lie_inside_of_the_outer_lips(points):
    outer, inner = np.split(landmarks68(points)[48:], [12])
    assert (outer.min(0) <= inner.min(0)).all()
    assert (outer.max(0) >= inner.max(0)).all()
    assert inner[0, 0] < inner[1, 0] < inner[2, 0] < inner[3, 0] < inner[4, 0]
    assert inner[4, 0] > inner[5, 0] > inner[6, 0] > inner[7, 0] > inner[0, 0]


def test_a_detector_that_took_the_face_for_another_way_up_does_no_harm(portrait, face, points):
    eyes_below = tuple(face.points5[at] for at in (1, 0, 2, 4, 3))
    found = landmarks478(portrait, Face(face.box, face.score, eyes_below))
    assert np.linalg.norm(found - points, axis=1).mean() < 1


def test_landmarks_are_the_68_of_the_478(portrait, face, points):
    np.testing.assert_array_equal(landmarks(portrait, face), landmarks68(points))


def test_the_mirrored_photo_has_mirrored_landmarks(portrait, face, points):
    mirrored_face = Face(
        (399 - face.box[2], face.box[1], 399 - face.box[0], face.box[3]),
        face.score,
        tuple((399 - face.points5[at][0], face.points5[at][1]) for at in (1, 0, 2, 4, 3)),
    )
    mirrored = landmarks478(np.ascontiguousarray(portrait[:, ::-1]), mirrored_face)
    assert abs((mirrored[:, 0] + points[:, 0]).mean() - 399) < 0.5


def test_landmarks_turn_with_the_photo(portrait, face, points):
    turned = np.ascontiguousarray(np.rot90(portrait))
    lying = [(y, 399 - x) for x, y in face.points5]
    left, top, right, bottom = face.box
    found = landmarks478(turned, Face((top, 399 - right, bottom, 399 - left), 0.9, tuple(lying)))
    expected = np.stack([points[:, 1], 399 - points[:, 0]], 1)
    assert np.linalg.norm(found - expected, axis=1).mean() < 2


def test_a_wall_is_no_face():
    wall = np.asarray(Image.effect_noise((300, 300), 60).convert("RGB"))
    eyes = ((120.0, 130.0), (170.0, 130.0), (145.0, 155.0), (125.0, 180.0), (165.0, 180.0))
    with pytest.raises(MienError, match=r"near \(145, 155\) does not show clearly"):
        landmarks478(wall, Face((100.0, 100.0, 190.0, 210.0), 0.9, eyes))


@pytest.mark.parametrize("yaw", [70, -70])
def test_a_profile_is_refused(yaw):
    points = np.zeros((478, 3), np.float32)
    points[454, 0], points[454, 2] = np.cos(np.radians(yaw)), np.sin(np.radians(yaw))
    with pytest.raises(MienError, match="turned about 70 degrees to the side; up to 55"):
        check_yaw(points, "The face")


def test_half_a_turn_is_accepted():
    points = np.zeros((478, 3), np.float32)
    points[454] = (1, 0, 1)
    check_yaw(points, "The face")
