"""Where a recording starts on the way from neutral to its peak."""

import numpy as np
import pytest
from moving import clip

from mien.preparation.beginning import backwards, beginning, face_at, not_neutral


def begun(expression: str, way: list[float], name: str | None = None):
    """The beginning of a recording that goes so."""
    _, track = clip("cora", expression, way)
    return beginning(track, track[0], name or expression, 3)


@pytest.mark.parametrize("expression", ["happy", "surprised", "wink"])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_share_of_the_way_at_which_it_begins_is_told(expression: str, share: float):
    began = begun(expression, [share, share, share / 2, 0, 0, 0.5, 1, 1])
    assert began.sure
    assert began.share == pytest.approx(share, abs=0.1)


def test_without_a_direction_the_nearer_extreme_counts_as_neutral():
    began = begun("surprised", [0.2, 0.2, 0.1, 0, 0, 0.5, 1, 1], name="awe")
    assert not began.sure
    assert (began.share, began.missing) == pytest.approx((0.2, 0), abs=0.05)
    assert begun("surprised", [1, 1, 0.5, 0, 0], name="awe").share == pytest.approx(0, abs=0.05)


def test_what_lacks_before_the_peak_is_told():
    began = begun("happy", [0.4, 0.4, 0.7, 1, 1, 0.5, 0, 0])
    assert began.missing == pytest.approx(0.4, abs=0.1)
    assert not_neutral(began, 0.7).figure == began.missing


def test_a_blink_is_no_extreme_that_a_start_lies_before():
    _, track = clip("cora", "happy", [0, 0, 0, 0, 0, 0, 0.5, 1, 1])
    track = track.copy()
    track[2:5, [37, 38, 43, 44], 1] += 14  # the lids
    began = beginning(track, track[0], "happy", 3)
    assert not_neutral(began, 0.3) is None


def test_a_start_on_the_way_is_refused_from_its_limit_on():
    began = begun("happy", [0.4, 0.4, 0.2, 0, 0, 0.5, 1, 1])
    fault = not_neutral(began, 0.25)
    assert (fault.reason, fault.limit) == ("not neutral", 0.25)
    assert not_neutral(began, 0.7) is None


@pytest.mark.parametrize("expression", ["happy", "surprised", "wink"])
def test_a_clip_whose_start_shows_more_than_its_peak_runs_backwards(expression: str):
    _, (rest, peak) = clip("cora", expression, [0.0, 1.0])
    fault = backwards(expression, peak, rest)
    assert fault.reason == "backwards"
    assert fault.figure < fault.limit
    assert backwards(expression, rest, peak) is None


def test_a_face_is_that_of_its_frame_without_a_slip():
    track = np.zeros((5, 68, 2), np.float32)
    track[2] = 9
    track[4] = 3
    assert face_at(track, 2).max() == 0
    assert face_at(track, 4).max() == 3
