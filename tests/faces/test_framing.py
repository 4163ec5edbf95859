"""A frame puts every face in the same place."""

import numpy as np
import pytest

from mien.errors import MienError
from mien.faces import frame_of, landmarks68
from mien.faces.framing import OVAL

FRAMING = {"face": 0.6, "centre": (0.5, 0.54), "roll": 8}


def turned(points, degrees):
    angle = np.radians(degrees)
    axes = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return ((points - 200) @ axes.T + 200).astype(np.float32)


@pytest.mark.parametrize("degrees", [0, 6, 30, -120])
def test_the_face_has_the_asked_size_and_place(points, degrees):
    frame = frame_of(turned(points, degrees), face=0.5, centre=(0.45, 0.6), roll=8)
    inside = (frame.to_frame(turned(points, degrees), 100) + 0.5) / 100
    outline = inside[list(OVAL)]
    np.testing.assert_allclose((outline.min(0) + outline.max(0)) / 2, (0.45, 0.6), atol=1e-3)
    assert abs(np.linalg.norm(inside[10] - inside[152]) - 0.5) < 1e-3


@pytest.mark.parametrize(("degrees", "kept"), [(5, True), (-5, True), (20, False), (170, False)])
def test_only_a_roll_beyond_the_limit_is_straightened(points, degrees, kept):
    frame = frame_of(turned(points, degrees), **FRAMING)
    eyes = frame.to_frame(turned(points, degrees), 256)[[33, 263]]
    roll = np.degrees(np.arctan2(*(eyes[1] - eyes[0])[::-1]))
    if kept:
        assert frame.roll == 0
        assert abs(roll - degrees) < 4
    else:
        assert abs(roll) < 0.1


def test_a_moved_and_larger_face_has_a_moved_and_larger_frame(points):
    one, other = (
        frame_of(points, **FRAMING),
        frame_of(points * 3 + np.float32([10, -20]), **FRAMING),
    )
    assert other.side == pytest.approx(one.side * 3, rel=1e-4)
    middle = (np.array(one.centre) - 0.5) * 3 + (10.5, -19.5)
    np.testing.assert_allclose(other.centre, middle, atol=1e-2)


def test_68_points_give_about_the_same_frame(points):
    exact, guessed = frame_of(points, **FRAMING), frame_of(landmarks68(points), **FRAMING)
    assert guessed.side == pytest.approx(exact.side, rel=0.08)
    assert np.abs(np.subtract(guessed.centre, exact.centre)).max() < 0.03 * exact.side


@pytest.mark.parametrize("broken", [np.zeros((478, 2)), np.full((68, 2), np.nan), np.zeros((5, 2))])
def test_points_that_are_no_face_are_refused(broken):
    with pytest.raises(MienError, match="andmarks"):
        frame_of(broken.astype(np.float32), **FRAMING)
