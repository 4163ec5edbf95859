import numpy as np
import pytest

from mien.evaluation import Album, Entrant
from mien.evaluation.page.album import COLUMNS, beside, columns


@pytest.fixture
def album(clips, drawing):
    made = drawing(0.5)
    return made, Album(clips, {"m": Entrant.of(made)}, 96)


def test_a_clip_is_drawn_once_by_each_method(clips, album):
    made, found = album
    first, second = (found.strip(clips.clips[0], ("still", "m")) for _ in range(2))
    assert first == second
    assert len(made.asked) == 1
    assert [row.name for row in first.rows] == ["truth", "still", "m"]


def test_a_method_that_lacks_the_expression_has_no_row(clips, drawing):
    album = Album(clips, {"m": Entrant.of(drawing(expressions=("sad",)))}, 96)
    strip = album.strip(clips.clips[0], ("still", "m"))
    assert [row.name for row in strip.rows] == ["truth", "still"]
    assert strip.lacking == ("m",)


def test_time_is_known_of_what_has_drawn_and_of_nothing_else(clips, album):
    _, found = album
    assert found.milliseconds("m") is None
    found.strip(clips.clips[0], ("m",))
    assert found.milliseconds("m") > 0
    assert found.milliseconds("truth") is None


def test_columns_go_up_to_the_peak_in_even_degrees():
    rise = tuple(np.linspace(0, 0.8, 41))
    found = columns((*rise, 0.4, 0.0))
    assert found == [0, 8, 16, 24, 32, 40]
    assert len(found) == COLUMNS
    assert columns((0.0, 1.0)) == [0, 1]


def test_a_row_keeps_the_order_of_time():
    frames = np.stack([np.full((40, 40, 3), level, np.uint8) for level in (10, 90, 200)])
    row = beside(frames)
    assert row.shape == (40, 120, 3)
    assert [int(row[20, 20 + 40 * place, 0]) for place in range(3)] == [10, 90, 200]
