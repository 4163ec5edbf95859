import numpy as np
import pytest

from mien.metrics.regions import FACE_GROWTH, GROWTH, face_region, mouth_region, rectangle


def test_the_region_is_the_mouths_hull_grown_by_a_fraction_of_the_eye_distance(face):
    region = mouth_region(face, face, 128)
    y, x = np.nonzero(region)
    grown = GROWTH * 40
    assert x.min() == pytest.approx(64 - 16 - grown, abs=1)
    assert x.max() == pytest.approx(64 + 16 + grown, abs=1)
    assert y.max() == pytest.approx(88 + 5 + grown, abs=1)
    assert region[88, 64]
    assert not region[50, 64]


def test_an_opened_mouth_is_judged_where_it_is_and_where_it_was(face):
    opened = face.copy()
    opened[48:68, 1] += 12
    both = mouth_region(opened, face, 128)
    assert (both >= mouth_region(face, face, 128)).all()
    assert (both >= mouth_region(opened, opened, 128)).all()


def test_the_region_grows_with_the_picture(face):
    ratio = mouth_region(2 * face, 2 * face, 256).sum() / mouth_region(face, face, 128).sum()
    assert ratio == pytest.approx(4, rel=0.05)


def test_a_mouth_outside_the_frame_has_no_region(face):
    assert not mouth_region(face + 500, face + 500, 128).any()


def test_points_on_a_line_have_no_region(face):
    assert not mouth_region(face * (1, 0), face * (1, 0), 128).any()


def test_the_rectangle_holds_the_region_and_is_never_too_small():
    region = np.zeros((50, 60), bool)
    region[10:30, 55:58] = True
    rows, columns = rectangle(region, 16)
    assert rows == slice(10, 30)
    assert columns == slice(44, 60)


def test_the_rectangle_cannot_outgrow_the_frame():
    region = np.zeros((50, 60), bool)
    region[0, 0] = True
    assert rectangle(region, 100) == (slice(0, 50), slice(0, 60))


def test_the_face_takes_in_the_forehead_the_jaw_and_whatever_moves(face):
    opened = face.copy()
    opened[:17, 1] += 8
    region = face_region(np.stack([face, opened]), 128)
    y, x = np.nonzero(region)
    grown = FACE_GROWTH * 40
    brows, base, chin = 40, 65, 118
    assert y.min() == pytest.approx(brows - (base - brows) - grown, abs=1)
    assert y.max() == pytest.approx(min(chin + grown, 127), abs=1)
    assert (x.min(), x.max()) == pytest.approx((24 - grown, 104 + grown), abs=1)


def test_a_face_outside_the_frame_has_no_region(face):
    assert not face_region(face[None] + 500, 128).any()
