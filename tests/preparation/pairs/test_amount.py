import pytest

from mien.faces import landmarks68
from mien.preparation.pairs.amount import mouth_motion


def test_motion_of_the_mouth_does_not_depend_on_the_pictures_size(sight):
    face = landmarks68(sight.points.astype("float32"))
    moved = face.copy()
    moved[[48, 54]] += [(-6, -6), (6, -6)]
    assert mouth_motion(2 * face, 2 * moved) == pytest.approx(mouth_motion(face, moved), rel=1e-4)
    assert mouth_motion(face, moved) > 0.1
