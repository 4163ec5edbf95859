import numpy as np
import pytest

from mien.ibug import MIRROR, MOUTH
from mien.metrics.shape import MEASURES, changes, eye_openings, lopsidedness

UNIT = 40
"""Distance between the eyes of `face`."""


def turned(face: np.ndarray, degrees: float) -> np.ndarray:
    angle = np.radians(degrees)
    axes = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return (face @ axes.T).astype(np.float32)


@pytest.fixture
def wild(face: np.ndarray) -> np.ndarray:
    return face + np.random.default_rng(0).normal(size=face.shape).astype(np.float32)


@pytest.mark.parametrize(
    ("name", "points", "by", "grows"),
    [
        ("mouth width", [54], (4, 0), 4),
        ("lip gap", [65, 66, 67], (0, 4), 4),
        ("corner height", [48, 54], (0, -4), 4),
        ("brow height", range(17, 27), (0, -4), 4),
        ("corners below nose", [48, 54], (0, -4), -4),
        ("upper lip below nose", [51], (0, -4), -4),
        ("lower lip below nose", [57], (0, 4), 4),
        ("lips' thickness", [51], (0, -4), 4),
        ("chin below nose", [8], (0, 4), 4),
    ],
)
def test_a_measure_says_how_far_its_part_of_the_face_has_gone(face, name, points, by, grows):
    face[27] = (64, 20)
    face[8] = (64, 110)
    face[[61, 62, 63], 1], face[[67, 66, 65], 1] = 86, 90
    face[[67, 66, 65], 0] = face[[61, 62, 63], 0]
    face[[48, 54]] = (48, 88), (80, 88)
    moved = face.copy()
    moved[list(points)] += by
    assert changes(moved, face)[name] == pytest.approx(grows / UNIT, abs=1e-4)


def test_eyes_that_open_wider_are_measured_by_their_lids(face):
    wide = face.copy()
    wide[[37, 38, 43, 44]] += (0, 5)
    assert changes(wide, face)["lid opening"] > 0.05
    assert changes(face, face)["lid opening"] == 0


def test_an_eye_is_as_open_as_it_is_high_for_its_width():
    face = np.zeros((68, 2), np.float32)
    face[36:42] = [(0, 0), (3, -2), (7, -2), (10, 0), (7, 2), (3, 2)]
    face[42:48] = [(20, 0), (23, -1), (27, -1), (30, 0), (27, 0), (23, 0)]
    assert eye_openings(face) == pytest.approx((0.4, 0.1))
    assert eye_openings(turned(face, 30)) == pytest.approx((0.4, 0.1), abs=1e-5)


def test_a_face_is_as_lopsided_as_its_sides_differ_whichever_is_ahead(face):
    mirrored = face[MIRROR] * np.float32([-1, 1])
    even = (face + np.float32([2 * face[27, 0], 0]) + mirrored) / 2
    assert lopsidedness(even) == pytest.approx(0, abs=1e-3)
    right, left = even.copy(), even.copy()
    right[17:22, 1] -= 6
    left[22:27, 1] -= 6
    assert lopsidedness(right) == pytest.approx(lopsidedness(left)) == pytest.approx(6, rel=0.05)
    assert lopsidedness(turned(right, 20)) == pytest.approx(lopsidedness(right), rel=1e-3)


def test_neither_place_nor_roll_nor_size_of_the_head_is_a_change(face, wild):
    expected = changes(wild, face)
    assert set(expected) == {*MEASURES, "left ahead"}
    for rolled in (20, -35):
        shown = [3 * turned(one, rolled) + 50 for one in (wild, face)]
        assert changes(*shown) == pytest.approx(expected, abs=1e-4)


def test_the_side_that_moves_farther_is_ahead(face):
    left = face.copy()
    left[54] += (6, 0)
    right = face.copy()
    right[48] -= (6, 0)
    assert changes(left, face)["left ahead"] > 0.005
    assert changes(right, face)["left ahead"] == pytest.approx(-changes(left, face)["left ahead"])
    both = face.copy()
    both[MOUTH] += (0, 5)
    assert changes(both, face)["left ahead"] == pytest.approx(0)


def test_a_mirrored_motion_is_ahead_on_the_other_side(face, wild):
    mirror = np.array([-1, 1], np.float32)
    mirrored = [(one * mirror)[MIRROR] for one in (wild, face)]
    assert changes(*mirrored)["left ahead"] == pytest.approx(-changes(wild, face)["left ahead"])
