import numpy as np
import pytest

from mien.ibug import BROWS, EYES, INNER_LIPS, LEFT_EYE, MOUTH, RIGHT_EYE, eye_distance


def test_the_parts_do_not_overlap_and_the_eyes_are_two():
    parts = [set(range(68)[part]) for part in (BROWS, RIGHT_EYE, LEFT_EYE, MOUTH)]
    assert sum(map(len, parts)) == len(set.union(*parts)) == 10 + 6 + 6 + 20
    assert parts[1] | parts[2] == set(range(68)[EYES])


def test_facing_points_of_the_inner_lips_are_mirrored_top_to_bottom():
    assert {upper + lower for upper, lower in INNER_LIPS} == {128}


@pytest.mark.parametrize("turn", [0.0, 0.5, 2.0])
def test_the_eye_distance_is_that_of_the_eyes_centres_however_the_head_is_turned(turn):
    ring = np.linspace(0, 2 * np.pi, 6, endpoint=False)
    eye = 5 * np.stack([np.cos(ring), 0.4 * np.sin(ring)], axis=1)
    points, first = np.zeros((68, 2)), np.array([40, 60])
    points[RIGHT_EYE], points[LEFT_EYE] = eye + first, eye + first + (40, 0)
    cosine, sine = np.cos(turn), np.sin(turn)
    turned = points @ np.array([[cosine, -sine], [sine, cosine]])
    assert eye_distance(turned.astype(np.float32)) == pytest.approx(40, rel=1e-5)
