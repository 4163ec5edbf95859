import numpy as np
import pytest

from mien.faces import landmarks68
from mien.ibug import MIRROR
from mien.preparation.direction import DIRECTIONS, progress, runs_backwards


@pytest.fixture
def face(sight) -> np.ndarray:
    return landmarks68(sight.points.astype(np.float32))


def acted(face: np.ndarray, expression: str) -> np.ndarray:
    """The face with what everybody knows of an expression, 6 pixels strong."""
    moved = face.copy()
    if expression == "happy":
        moved[[48, 54]] += [(-6, -6), (6, -6)]
    if expression == "sad":
        moved[[48, 54]] += (0, 6)
    if expression in {"surprised", "afraid"}:
        moved[17:27] -= (0, 6)
        moved[65:68] += (0, 6)
    if expression in {"angry", "disgusted"}:
        moved[17:27] += (0, 6)
        moved[[37, 38, 43, 44]] += (0, 3)
    return moved


@pytest.mark.parametrize("expression", DIRECTIONS)
def test_an_expression_is_progress_and_its_reverse_is_not(face, expression):
    assert progress(expression, face, acted(face, expression)) > 0.03
    assert progress(expression, acted(face, expression), face) < -0.03
    assert progress(expression, face, face) == 0


def test_an_own_expression_has_no_known_direction(face):
    assert progress("wink", face, face) is None


@pytest.mark.parametrize("expression", DIRECTIONS)
def test_the_wrong_way_round_is_told_with_its_figure_and_limit(face, expression):
    assert runs_backwards(expression, face, acted(face, expression)) is None
    gone, limit = runs_backwards(expression, acted(face, expression), face)
    assert gone == progress(expression, acted(face, expression), face) < limit < 0


@pytest.mark.parametrize("points", [[37, 38], [48], [22, 23, 24, 25, 26]])
def test_one_sided_expressions_of_any_name_have_a_direction(face, points):
    even = (face + mirrored(face)) / 2
    lopsided = even.copy()
    lopsided[points, 1] += 12 if len(points) < 5 else -12
    assert runs_backwards("mine", even, lopsided) is None
    assert runs_backwards("mine", lopsided, even)
    both = (lopsided + mirrored(lopsided)) / 2
    assert runs_backwards("mine", both, even) is None


def mirrored(face: np.ndarray) -> np.ndarray:
    """The face as it is seen in a mirror, in its own place."""
    return np.array([2 * face[27, 0], 0], np.float32) + face[MIRROR] * np.float32([-1, 1])
