import numpy as np
import pytest

from mien.errors import MienError
from mien.runtime.degrees import checked

NAMES = ("happy", "angry")


def test_one_row_is_one_frame() -> None:
    np.testing.assert_array_equal(checked([0, 1], NAMES), [[0, 1]])


@pytest.mark.parametrize(
    ("degrees", "said"),
    [
        ([[0.5, float("nan")]], "nan of angry in frame 1"),
        ([[0, 0], [1.01, 0]], "1.01 of happy in frame 2"),
        ([[0, -0.1]], "angry"),
        ([[float("inf"), 0]], "inf"),
        ([[1]], "2 columns: happy, angry"),
        (np.zeros((0, 2)), "at least one frame"),
        ([["much", "more"]], "numbers"),
        ([[1, 2], [3]], "numbers"),
        (np.zeros((1, 1, 2)), "shape"),
    ],
)
def test_degrees_that_are_none_are_refused_with_the_reason(degrees: object, said: str) -> None:
    with pytest.raises(MienError, match=said):
        checked(degrees, NAMES)
