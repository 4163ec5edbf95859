import numpy as np
import pytest

from mien.errors import MienError
from mien.media import side_by_side


def plain(*levels):
    return [np.full((32, 32, 3), level, np.uint8) for level in levels]


def middles(frame):
    """The pixel in the middle of each of the two cells of 32 pixels."""
    return [int(frame[8 + 16, left + 16, 0]) for left in (8, 48)]


def test_frames_of_the_same_place_in_time_stand_side_by_side():
    found = list(side_by_side([plain(10, 20), plain(110, 120)], ["a", "b"]))
    assert [middles(frame) for frame in found] == [[10, 110], [20, 120]]


def test_a_clip_that_is_over_stays_at_its_last_frame():
    found = list(side_by_side([plain(10), plain(110, 120, 130)], ["a", "b"]))
    assert [middles(frame) for frame in found] == [[10, 110], [10, 120], [10, 130]]


def test_frames_are_taken_one_at_a_time():
    taken = []
    source = (taken.append(level) or frame for level, frame in enumerate(plain(*range(5))))
    next(side_by_side([source, plain(1)], ["a", "b"]))
    assert taken == [0]


def test_every_clip_has_a_caption():
    with pytest.raises(MienError, match="captions do not fit"):
        next(side_by_side([plain(1), plain(2)], ["a"]))
