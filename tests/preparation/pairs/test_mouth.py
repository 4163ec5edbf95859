import numpy as np
import pytest

from mien.preparation.pairs.mouth import behind, gap, light
from mien.preparation.points import LIPS

SIZE = 100


def lips(*, left: float, right: float, middle: float, height: float) -> np.ndarray:
    """478 points of which the inner lips enclose a lens of some height."""
    points = np.zeros((478, 2))
    across = np.linspace(0, 1, 11)
    bow = height * 2 * across * (1 - across)
    for edge, side in zip(LIPS, (-1, 1), strict=True):
        points[list(edge)] = np.stack([left + across * (right - left), middle + side * bow], axis=1)
    return points


WIDE = lips(left=20, right=80, middle=50, height=24)


def test_the_wide_mouth_shows_itself():
    assert behind(WIDE, WIDE, SIZE)[35:66, 25:76] == pytest.approx(0, abs=1e-3)
    assert light(WIDE, WIDE, SIZE) == pytest.approx(1)


def test_teeth_keep_their_size_behind_lips_that_part():
    part = lips(left=28, right=72, middle=50, height=10)
    offset = behind(part, WIDE, SIZE)
    assert offset[48:53, 35:66] == pytest.approx(0, abs=0.05)


def test_an_opening_that_lies_elsewhere_sees_only_the_inside():
    part = lips(left=28, right=72, middle=66, height=10)
    offset = behind(part, WIDE, SIZE)
    for column in (45, 50, 55):
        for row in (62, 66, 70):
            seen = row + offset[row, column, 1]
            half = 12 * 4 * ((column - 20) / 60) * (1 - (column - 20) / 60)
            assert abs(seen - 50) <= half + 0.6


def test_a_wider_opening_than_the_source_is_fitted_into_it():
    pursed = lips(left=40, right=60, middle=50, height=12)
    offset = behind(lips(left=20, right=80, middle=50, height=30), pursed, SIZE)
    seen = 50 + offset[50, [22, 78], 0] + [22 - 50, 78 - 50]
    assert (seen > 39).all()
    assert (seen < 61).all()


def test_lips_that_just_part_shade_the_teeth():
    shades = [
        light(6 * lips(left=28, right=72, middle=50, height=height), 6 * WIDE, 6 * SIZE)[300, 300]
        for height in (0.5, 2, 24)
    ]
    assert sorted(shades) == shades
    assert shades[0] < 0.8
    assert gap(WIDE) > gap(lips(left=20, right=80, middle=50, height=2))
