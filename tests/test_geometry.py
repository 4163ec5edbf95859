"""Frames: the map between photo and frame, and what is cut out."""

import numpy as np
import pytest

from mien.geometry import Frame, cut, whole_frame

TURNED = Frame((41.5, 30.25), 37.0, 25.0)


def ramp(height, width):
    """A picture whose red is the column and whose green is the row."""
    rows, columns = np.mgrid[:height, :width]
    return np.stack([columns, rows, np.full_like(rows, 90)], -1).astype(np.uint8)


def test_to_frame_undoes_to_photo():
    points = np.random.default_rng(0).uniform(-20, 80, (3, 68, 2))
    np.testing.assert_allclose(
        TURNED.to_frame(TURNED.to_photo(points, 256), 256), points, atol=1e-3
    )


def test_the_middle_of_the_frame_is_its_centre_in_edge_coordinates():
    np.testing.assert_allclose(TURNED.to_photo([127.5, 127.5], 256), [41.0, 29.75], atol=1e-4)


def test_a_positive_roll_turns_the_frames_x_axis_downwards():
    left, right = Frame((0, 0), 10.0, 90.0).to_photo([[0, 4.5], [9, 4.5]], 10)
    np.testing.assert_allclose(right - left, [0, 9], atol=1e-5)


def test_the_whole_frame_is_the_picture_itself_when_it_is_square():
    picture = np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)
    np.testing.assert_array_equal(cut(picture, whole_frame(32, 32), 32), picture)


@pytest.mark.parametrize("shape", [(20, 50), (50, 20)])
def test_the_whole_frame_holds_every_corner_of_a_picture(shape):
    height, width = shape
    frame = whole_frame(height, width)
    corners = frame.to_frame([[-0.5, -0.5], [width - 0.5, height - 0.5]], 64)
    assert corners.min() >= -0.5 - 1e-4
    assert corners.max() <= 63.5 + 1e-4


@pytest.mark.parametrize("side", [7.0, 15.0, 31.0, 64.0, 77.0])
@pytest.mark.parametrize("roll", [0.0, -33.0])
def test_a_cut_shows_what_the_map_says(side, roll):
    frame = Frame((63.1, 60.3), side, roll)
    shown = cut(2 * ramp(120, 127), frame, 16) / 2
    rows, columns = np.mgrid[:16, :16]
    where = frame.to_photo(np.stack([columns, rows], -1), 16)
    np.testing.assert_allclose(shown[..., :2], where, atol=0.6)
    assert np.abs((shown[..., :2] - where).mean()) < 0.1


def test_fine_stripes_become_grey_not_moire():
    picture = np.zeros((400, 400, 3), np.uint8)
    picture[:, ::2] = 255
    shown = cut(picture, Frame((200, 200), 300.0, 10.0), 60)
    assert shown.std() < 20
    assert abs(shown.mean() - 127.5) < 3


def test_where_the_photo_ends_it_is_continued_by_reflection():
    shown = cut(ramp(40, 40), Frame((20, 20), 80.0), 80)
    np.testing.assert_array_equal(shown[20:60, 20:60], ramp(40, 40))
    np.testing.assert_array_equal(shown[20:60, 19], ramp(40, 40)[:, 1])
    np.testing.assert_array_equal(shown[60, 20:60], ramp(40, 40)[38])


def test_the_reflection_goes_on_to_and_fro():
    row = cut(ramp(10, 10), Frame((5, 5), 60.0), 60)[30, :, 0]
    np.testing.assert_array_equal(row[43:53], np.arange(10))
    np.testing.assert_array_equal(row[18:], row[:-18])


def test_a_frame_far_outside_of_a_tiny_picture_still_has_content():
    assert cut(np.full((1, 2, 3), 77, np.uint8), Frame((-50, 90), 33.0, 45.0), 8).min() == 77


def test_a_plane_is_cut_like_a_picture():
    picture = ramp(40, 50)
    np.testing.assert_array_equal(
        cut(picture[..., 0], TURNED, 24), cut(picture, TURNED, 24)[..., 0]
    )
