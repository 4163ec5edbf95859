"""Where the way from neutral to the peak lies in a recording."""

import numpy as np
import pytest
from moving import clip

from mien.preparation.checks import Fault
from mien.preparation.videos.span import Span, chosen_frames, degrees_of, find_span

RISE = [0.0] * 4 + [0.2, 0.4, 0.6, 0.8, 1.0, 1.0]


def ways(*parts: tuple[float, float]) -> list[float]:
    """From degree to degree, half a second each, held for a fifth of a second at either end."""
    rises = [[*[one] * 5, *np.linspace(one, other, 12), *[other] * 5] for one, other in parts]
    return [degree for rise in rises for degree in rise]


def span_of(expression: str, way: list[float], seed: int = 0) -> Span | Fault:
    """What is found in landmarks that go so, with noise."""
    _, (rest, peak) = clip("cora", expression, [0.0, 1.0])
    noise = np.random.default_rng(seed).normal(0, 0.2, (len(way), 68, 2))
    landmarks = rest + np.array(way)[:, None, None] * (peak - rest) + noise
    return find_span(np.arange(len(way)) / 25, landmarks.astype(np.float32), expression, "rise")


@pytest.mark.parametrize("expression", ["happy", "surprised", "wink"])
@pytest.mark.parametrize("parts", [[(1, 0)], [(0.8, 0), (0, 0.5)], [(1, 0), (0, 1)]])
def test_a_recording_that_begins_with_its_peak_never_gets_inverted_degrees(expression, parts):
    fault = span_of(expression, ways(*parts))
    assert isinstance(fault, Fault)
    assert fault.reason in {"not neutral", "backwards"}


@pytest.mark.parametrize("start", [0.2, 0.4, 0.6])
@pytest.mark.parametrize("expression", ["happy", "surprised", "wink"])
def test_neutral_is_found_where_a_recording_begins_on_the_way(expression: str, start: float):
    way = ways((start, 0), (0, 1))
    span = span_of(expression, way)
    assert isinstance(span, Span)
    assert way[span.onset] <= 0.1
    assert way[span.peak] >= 0.9
    assert span.onset < span.peak


def test_a_recording_that_is_neutral_only_after_its_peak_has_no_way_to_it():
    fault = span_of("happy", ways((0.4, 1), (1, 0)))
    assert isinstance(fault, Fault)
    assert fault.reason == "not neutral"


@pytest.mark.parametrize("expression", ["happy", "surprised", "wink"])
@pytest.mark.parametrize("parts", [[(0, 1)], [(0, 1), (1, 0)], [(0.1, 0), (0, 1), (1, 0.1)]])
def test_a_recording_that_begins_neutral_is_left_alone(expression: str, parts):
    for seed in range(5):
        way = ways(*parts)
        span = span_of(expression, way, seed)
        assert isinstance(span, Span)
        assert way[span.onset] <= 0.1
        assert way[span.peak] >= 0.9


@pytest.mark.parametrize("fps", [25, 60])
@pytest.mark.parametrize("lead", [5, 40])
def test_the_span_does_not_depend_on_the_rate_or_on_what_comes_before(fps: int, lead: int):
    _, track = clip("cora", "happy", [0.0, 0.5, 1.0])
    way = np.concatenate([np.zeros(lead), np.linspace(0, 1, fps), np.ones(10)])
    noise = np.random.default_rng(1).normal(0, 0.2, (len(way), 68, 2))
    landmarks = (track[0] + way[:, None, None] * (track[2] - track[0]) + noise).astype(np.float32)
    landmarks[lead + fps // 2] += 15 * noise[0].astype(np.float32)  # a slip is no peak
    span = find_span(np.arange(len(way)) / fps, landmarks, "happy", "rise")
    assert isinstance(span, Span)
    assert abs(span.onset - lead) <= 0.15 * fps
    assert abs(span.peak - (lead + 0.95 * fps)) <= 0.1 * fps


def test_a_rise_that_stays_has_no_fall():
    _, track = clip("cora", "happy", RISE)
    fault = find_span(np.arange(len(RISE)) / 25, track, "happy", "rise-and-fall")
    assert isinstance(fault, Fault)
    assert fault.reason == "no fall"


def test_frames_are_chosen_evenly_in_time_whatever_the_rate_did():
    seconds = np.concatenate([np.arange(30) / 60, 0.5 + np.arange(15) / 15])
    chosen = chosen_frames(seconds, Span(0, 44, 44), 11)
    assert (chosen[0], chosen[-1], len(chosen)) == (0, 44, 11)
    assert np.diff(seconds[chosen]).std() < 0.04
    assert 20 in chosen_frames(seconds, Span(3, 20, 40), 4)


def test_degrees_in_time_follow_the_clock_and_in_landmarks_the_face():
    _, track = clip("cora", "happy", [0.0, 0.1, 0.9, 1.0])
    seconds = np.array([0.0, 0.5, 0.6, 1.0])
    assert degrees_of(seconds, track, 3, "time") == pytest.approx(seconds)
    by_landmarks = degrees_of(seconds, track, 3, "landmarks")
    assert by_landmarks == pytest.approx([0, 0.1, 0.9, 1], abs=0.05)


def test_a_jump_counts_in_frames_and_shows_their_limit():
    fault = span_of("happy", [0.0] * 5 + [1.0] * 5)
    assert isinstance(fault, Fault)
    assert (fault.reason, fault.limit) == ("no onset", 2)
    assert fault.figure < 2
