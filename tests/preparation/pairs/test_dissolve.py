import numpy as np
import pytest

from mien.preparation.pairs.dissolve import DETAIL, Couple, mixed
from mien.preparation.pairs.regions import face
from mien.preparation.pairs.warp import Course
from mien.preparation.pixels import blurred
from mien.preparation.points import LIPS

SIZE = 200


@pytest.fixture
def couple(sight) -> Couple:
    points = sight.points * SIZE / 400
    still = np.zeros((SIZE, SIZE, 2), np.float32)
    rng = np.random.default_rng(0)
    one, other = (rng.uniform(0, 255, (SIZE, SIZE, 3)).astype(np.float32) for _ in range(2))
    return Couple(one, other, Course(points, points), still)


def test_degree_zero_is_the_neutral_photo(couple):
    assert np.array_equal(couple.at(0.0), couple.neutral)


def test_degree_one_is_the_peak_face_in_the_neutral_surroundings(couple):
    last = couple.at(1.0)
    points = couple.course.peak
    inner = face(points, SIZE, grown=0.6, soft=0) == 1
    outer = face(points, SIZE, grown=1.35, soft=0) == 0
    # The mouth of still points is a line: its rim is a mixture of the same photo.
    assert np.abs(last - couple.peak)[inner].max() < 0.5
    assert np.abs(last - couple.neutral)[outer].max() < 1e-3


@pytest.mark.parametrize("opens", [True, False])
def test_the_inside_of_the_mouth_is_that_of_the_wider_one_until_both_ends(sight, opens):
    still = sight.points * SIZE / 400
    narrow, wide = (parted(still, by) for by in (6, 16))
    course = Course(narrow, wide) if opens else Course(wide, narrow)
    flat = [np.full((SIZE, SIZE, 3), value, np.float32) for value in (40, 200)]
    couple = Couple(*flat, course, np.zeros((SIZE, SIZE, 2), np.float32))
    column, row = still[list(LIPS[0])].mean(0).round().astype(int)
    seen = [float(couple.at(degree)[row, column].mean()) for degree in (0.3, 0.7, 1.0)]
    inside = [200, 200, 200] if opens else [40, 40, 200]
    # Lips shade a narrow mouth a little.
    assert seen == pytest.approx(inside, rel=0.25)


def parted(points: np.ndarray, by: float) -> np.ndarray:
    """Landmarks with the lips so many pixels apart."""
    apart = points.copy()
    for edge, side in zip(LIPS, (-1, 1), strict=True):
        middle = points[list(edge[1:-1])].copy()
        middle[:, 1] = points[list(LIPS[0][1:-1]), 1] + side * by / 2
        apart[list(edge[1:-1])] = middle
    return apart


@pytest.mark.parametrize("part", [0.25, 0.5, 0.75])
def test_a_mixture_is_as_detailed_as_what_is_mixed(part):
    rng = np.random.default_rng(0)
    one, other = (
        128 + blurred(rng.normal(0, 60, (SIZE, SIZE, 3)).astype(np.float32), 0.8) for _ in range(2)
    )
    share = np.full((SIZE, SIZE, 1), part, np.float32)
    mixture = mixed(one, other, share)
    detail = [(picture - blurred(picture, DETAIL * SIZE)).std() for picture in (one, mixture)]
    assert detail[1] / detail[0] == pytest.approx(1, abs=0.12)


def test_mixing_a_picture_with_itself_changes_nothing():
    one = np.random.default_rng(0).uniform(0, 255, (SIZE, SIZE, 3)).astype(np.float32)
    share = np.full((SIZE, SIZE, 1), 0.5, np.float32)
    assert mixed(one, one, share) == pytest.approx(one, abs=1e-3)
