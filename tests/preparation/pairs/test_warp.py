import numpy as np
import pytest

from mien.preparation.pairs.warp import FAR, Course, motion, nearness, pull
from mien.preparation.points import OVAL

SIZE = 200


@pytest.fixture
def course(sight) -> Course:
    neutral = sight.points * SIZE / 400
    peak = neutral.copy()
    peak[list(range(478))] += 6 * np.exp(-(((neutral - neutral[13]) / 25) ** 2).sum(1))[:, None]
    return Course(neutral, peak)


@pytest.mark.parametrize("degree", [0, 0.3, 1])
def test_motion_carries_every_landmark_from_neutral_to_peak(course, degree):
    field = motion(course, degree, SIZE)
    points = course.at(degree)
    columns, rows = points.round().astype(int).T
    missed = field[rows, columns] - (course.peak - course.neutral)
    assert np.abs(missed).max() < 0.8
    assert np.abs(missed).mean() < 0.1


def test_nothing_moves_away_from_the_head(course):
    field = motion(course, 0.5, SIZE)
    far = nearness(course.at(0.5), SIZE) == 0
    assert far.sum() > 1000
    assert (field[far] == 0).all()


def test_nearness_is_one_in_the_face_and_fades_steadily(course):
    points = course.neutral
    near = nearness(points, SIZE)
    outline = points[list(OVAL)]
    middle = outline.mean(0)
    ray = [middle + (outline[9] - middle) * times for times in (0.2, 0.9, 1.2, 1.5, FAR + 0.05)]
    values = [near[tuple(place.round().astype(int)[::-1])] for place in ray]
    assert values[0] == values[1] == 1
    assert values[-1] == 0
    assert sorted(values, reverse=True) == values


def test_a_still_picture_is_pulled_unchanged():
    picture = np.random.default_rng(0).uniform(0, 255, (40, 40, 3)).astype(np.float32)
    assert np.array_equal(pull(picture, np.zeros((40, 40, 2), np.float32)), picture)


def test_pulling_shows_what_lies_at_the_offset():
    picture = np.random.default_rng(0).uniform(0, 255, (40, 40, 3)).astype(np.float32)
    offset = np.zeros((40, 40, 2), np.float32)
    offset[..., 0] = 3
    assert pull(picture, offset)[:, :-3] == pytest.approx(picture[:, 3:])
