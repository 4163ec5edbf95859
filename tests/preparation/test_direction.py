import numpy as np
import pytest

from mien.faces import landmarks68
from mien.preparation.direction import DIRECTIONS, progress


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
