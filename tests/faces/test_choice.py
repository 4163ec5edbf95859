"""Choosing among the faces, and saying what was found."""

import pytest

from mien.errors import MienError
from mien.faces import Face, choose_faces


def at(x):
    return Face((x, 0.0, x + 50.0, 60.0), 0.9, ((x, 5.0),) * 5)


FACES = [at(10.0), at(200.0)]


@pytest.mark.parametrize(
    ("which", "chosen"), [("largest", [0]), ("all", [0, 1]), (1, [0]), (2, [1])]
)
def test_faces_are_chosen_by_size_by_number_or_all(which, chosen):
    assert choose_faces(FACES, which, "a.jpg") == [FACES[at] for at in chosen]


@pytest.mark.parametrize("which", ["largest", "all", 1])
def test_no_face_is_an_error_that_says_what_would_do(which):
    with pytest.raises(MienError, match=r"No face was found in a\.jpg.*24 pixels wide\.$"):
        choose_faces([], which, "a.jpg")
    with pytest.raises(MienError, match=r"24 pixels wide, or a drawing\.$"):
        choose_faces([], which, "a.jpg", instead="a drawing")


@pytest.mark.parametrize("which", [0, 3, -1, "first", True])
def test_a_number_that_no_face_has_lists_the_faces(which):
    with pytest.raises(MienError, match=r"2 faces were found, 1 at \(10, 5\), 2 at \(200, 5\)"):
        choose_faces(FACES, which, "a.jpg")
