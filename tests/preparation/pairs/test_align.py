import numpy as np
import pytest

from mien.geometry import Frame, cut
from mien.preparation.pairs.align import align
from mien.preparation.points import SKULL
from mien.preparation.sight import see


def turned(points: np.ndarray, degrees: float, scale: float, shift: tuple[float, float]):
    return scale * points @ Frame((0, 0), 1, degrees).axes.T + shift


@pytest.mark.parametrize(
    ("degrees", "scale", "shift"), [(0, 1, (0, 0)), (12, 1.4, (30, -9)), (-31, 0.7, (-80, 5))]
)
def test_a_similarity_is_found_again(sight, degrees, scale, shift):
    found = align(turned(sight.points, degrees, scale, shift), sight.points)
    assert (found.scale, found.roll) == pytest.approx((scale, degrees), abs=1e-6)
    assert found.residual == pytest.approx(0, abs=1e-6)
    assert found.points(sight.points) == pytest.approx(
        turned(sight.points, degrees, scale, shift), abs=1e-6
    )


def test_an_expression_does_not_move_the_head(sight):
    moved = sight.points.copy()
    others = np.setdiff1d(np.arange(478), SKULL)
    moved[others] += 9
    assert align(sight.points, moved).shift == pytest.approx([0, 0], abs=1e-6)


def test_what_no_similarity_mends_is_left_as_residual(sight):
    moved = sight.points.copy()
    moved[4] += (20, 0)
    assert align(sight.points, moved).residual > 1


def test_the_peaks_frame_shows_the_face_where_the_neutral_frame_shows_it(sight):
    square = Frame((190.0, 215.0), 500.0, -9.0)
    picture = cut(sight.picture, square, 450)
    peak = see(picture, "turned")
    frame = Frame((200.0, 200.0), 260.0, 3.0)
    found = align(sight.points, peak.points).frame(frame)
    drawn = cut(picture, found, 128).astype(float), cut(sight.picture, frame, 128).astype(float)
    middle = np.s_[20:-20, 20:-20]
    assert np.abs(drawn[0] - drawn[1])[middle].mean() < 3.5
