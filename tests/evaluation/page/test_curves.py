import pytest

from mien.evaluation import Figures
from mien.evaluation.page.curves import HEIGHT, WIDTH, chart

NAN = float("nan")


def figures(name, curve):
    return Figures(
        animator=name,
        clip="c",
        person="p",
        expression="happy",
        values={},
        unchanged=True,
        degrees=tuple(0.1 * index for index in range(len(curve))),
        curve=curve,
    )


def points(line):
    return [tuple(map(float, point.split(","))) for point in line.split()]


def test_a_curve_runs_from_the_lower_left_to_its_share_of_the_greatest():
    found = chart([figures("truth", (0.0, 0.1, 0.2)), figures("m", (0.0, 0.0, 0.1))])
    truth, drawn = (points(curve.lines[0]) for curve in found.curves)
    assert truth == [(0, HEIGHT), (WIDTH / 2, HEIGHT / 2), (WIDTH, 0)]
    assert drawn[-1] == (WIDTH, HEIGHT / 2)
    assert (found.top, found.frames) == (pytest.approx(0.2), 3)


def test_a_frame_without_a_face_parts_the_curve_and_draws_no_point():
    found = chart([figures("m", (0.0, 0.1, NAN, 0.2, 0.3))])
    assert [len(points(line)) for line in found.curves[0].lines] == [2, 2]


def test_a_face_that_hardly_moves_is_not_blown_up():
    (curve,) = chart([figures("m", (0.0, 0.0002))]).curves
    assert points(curve.lines[0])[-1][1] > 0.9 * HEIGHT


@pytest.mark.parametrize("curve", [(), (NAN, NAN)])
def test_without_landmarks_there_is_no_chart(curve):
    assert chart([figures("m", curve)]) is None
