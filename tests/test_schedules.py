import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.errors import MienError
from mien.schedules import (
    Schedule,
    constant,
    eased,
    fall,
    keyframes,
    loop,
    repeat,
    rise,
    rise_and_fall,
    schedule_from,
    time_course,
)

EASINGS = ("linear", "cosine", "min-jerk", "ease-in", "ease-out")


def column(schedule):
    return schedule.degrees[:, 0].tolist()


def test_rise_gives_frame_t_of_n_the_papers_degree():
    assert column(rise("happy", 5)) == [0, 0.25, 0.5, 0.75, 1]


def test_fall_is_rise_backwards():
    assert column(fall("happy", 7, easing="ease-in", peak=0.5))[0] == 0.5
    assert column(fall("happy", 7)) == column(rise("happy", 7))[::-1]


@pytest.mark.parametrize("frames", [3, 4, 5, 10, 11, 30])
@pytest.mark.parametrize("easing", EASINGS)
def test_rise_and_fall_is_its_own_mirror_image_and_reaches_the_peak(frames, easing):
    degrees = column(rise_and_fall("happy", frames, easing=easing, peak=0.8))
    assert len(degrees) == frames
    assert (degrees[0], degrees[-1]) == (0, 0)
    assert max(degrees) == pytest.approx(0.8)
    if easing in ("linear", "cosine", "min-jerk"):
        assert degrees == pytest.approx(degrees[::-1], abs=1e-6)


def test_a_constant_of_one_frame_is_a_picture():
    assert constant("sad", 0.5) == Schedule(("sad",), [[0.5]])


@pytest.mark.parametrize("easing", EASINGS)
def test_easings_keep_both_ends_and_never_turn_back(easing):
    shares = eased(np.linspace(0, 1, 101), easing)
    assert (shares[0], shares[-1]) == pytest.approx((0, 1))
    assert (np.diff(shares) > 0).all()


@pytest.mark.parametrize("easing", ["cosine", "min-jerk"])
def test_smooth_easings_are_at_rest_at_both_ends_and_half_way_in_the_middle(easing):
    shares = eased(np.array([0, 1e-4, 0.5, 1 - 1e-4, 1]), easing)
    assert np.diff(shares)[[0, -1]] == pytest.approx(0, abs=1e-7)
    assert shares[2] == pytest.approx(0.5)


def test_min_jerk_starts_and_ends_without_acceleration():
    step = 1e-3
    shares = eased(np.array([0, step, 2 * step]), "min-jerk")
    assert (shares[2] - 2 * shares[1] + shares[0]) / step**2 == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("fps", [10, 24, 25, 29.97, 60])
def test_a_time_course_keeps_its_phases_and_always_draws_the_peak(fps):
    degrees = column(time_course("happy", (0.5, 1, 0.25), fps=fps))
    onset, apex, offset = (round(phase * fps) for phase in (0.5, 1, 0.25))
    assert len(degrees) == onset + apex + offset + 1
    assert degrees[onset : onset + apex + 1] == [1] * (apex + 1)
    assert (degrees[0], degrees[-1]) == (0, 0)
    assert degrees[1] == pytest.approx(1 / onset)


def test_a_time_course_may_leave_phases_out():
    assert column(time_course("happy", (0, 0.08, 0), fps=25)) == [1, 1, 1]
    assert column(time_course("happy", (0.08, 0, 0), fps=25, peak=0.5)) == [0, 0.25, 0.5]
    assert column(time_course("happy", (0, 0, 0.001), fps=25)) == [1, 0]


def test_keyframes_turn_one_expression_into_another():
    schedule = keyframes([(0, {"happy": 1}), (0.4, {"sad": 1})], fps=10)
    assert schedule.expressions == ("happy", "sad")
    assert schedule.degrees == pytest.approx(
        np.array([[1, 0], [0.75, 0.25], [0.5, 0.5], [0.25, 0.75], [0, 1]])
    )


def test_keyframes_are_drawn_exactly_and_the_first_holds_before_its_time():
    schedule = keyframes([(0.2, {"happy": 0.3}), (0.55, {"happy": 0.9})], fps=25, easing="cosine")
    assert column(schedule)[:6] == pytest.approx([0.3] * 6)
    assert column(schedule)[-1] == pytest.approx(0.9)


def test_repeat_plays_a_schedule_again_and_loop_never_jumps():
    once = rise("happy", 3)
    assert column(repeat(once, 2)) == [0, 0.5, 1, 0, 0.5, 1]
    assert column(loop(once)) == [0, 0.5, 1, 0.5]
    assert column(repeat(loop(once), 2))[3:6] == [0.5, 0, 0.5]
    assert loop(constant("happy", 1)) == constant("happy", 1)


def test_degrees_move_into_a_bundles_order_and_the_rest_is_neutral():
    schedule = Schedule(("sad", "happy"), [[0.25, 1], [0.5, 0]], fps=30)
    moved = schedule.for_expressions(("happy", "angry", "sad"))
    assert moved.degrees.tolist() == [[1, 0, 0.25], [0, 0, 0.5]]
    assert (moved.expressions, moved.fps) == (("happy", "angry", "sad"), 30)


def test_an_unknown_expression_is_refused_with_the_known_ones():
    with pytest.raises(MienError, match="unknown expression 'sad': this bundle has happy, angry"):
        rise("sad", 3).for_expressions(("happy", "angry"))


def test_degrees_cannot_be_changed_afterwards():
    given_degrees = np.ones((2, 1), np.float32)
    schedule = Schedule(("happy",), given_degrees)
    given_degrees[0] = 7
    assert schedule.degrees.max() == 1
    with pytest.raises(ValueError, match="read-only"):
        schedule.degrees[0] = 0


@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=9), st.floats(0.1, 240))
def test_json_gives_the_same_schedule_back_bit_for_bit(degrees, fps):
    schedule = Schedule(("happy", "sad"), [[d, 1 - d] for d in degrees], fps)
    again = Schedule.from_json(json.dumps(schedule.to_json()))
    assert again == schedule
    assert hash(again) == hash(schedule)
    assert again.degrees.dtype == np.float32


def test_schedules_differ_by_degrees_names_and_rate():
    schedule = rise("happy", 3)
    assert schedule != rise("sad", 3)
    assert schedule != rise("happy", 4)
    assert schedule != rise("happy", 3, fps=30)
    assert schedule != "happy"
    assert rise("happy", 3, fps=2).seconds == 1.5


BAD = [
    (lambda: Schedule(("happy",), []), "empty"),
    (lambda: Schedule((), [[1]]), "names its expressions"),
    (lambda: Schedule(("happy", "happy"), [[1, 1]]), "each once"),
    (lambda: Schedule(("happy",), [[1, 0]]), "shape"),
    (lambda: Schedule(("happy",), [1, 0]), "shape"),
    (lambda: Schedule(("happy",), [["much"]]), "table of numbers"),
    (lambda: Schedule(("happy",), [[0], [1.2]]), "frame 1: the degree of happy is 1.2"),
    (lambda: Schedule(("happy",), [[-0.1]]), "-0.1"),
    (lambda: Schedule(("happy",), [[float("nan")]]), "nan"),
    (lambda: Schedule(("happy",), [[float("inf")]]), "inf"),
    (lambda: rise("happy", 3, fps=0), "between 0.1 and 240"),
    (lambda: rise("happy", 3, fps=-25), "fps"),
    (lambda: rise("happy", 3, fps=float("nan")), "fps"),
    (lambda: rise("happy", 3, fps=1e6), "fps"),
    (lambda: rise("happy", 3, fps="fast"), "not a number"),
    (lambda: rise("happy", 1), "at least 2"),
    (lambda: rise_and_fall("happy", 2), "at least 3"),
    (lambda: rise("happy", 10**12), "too many"),
    (lambda: rise("happy", 3, easing="bouncy"), "unknown easing 'bouncy': there are linear"),
    (lambda: time_course("happy", (0, 0, 0)), "longer than 0"),
    (lambda: time_course("happy", (1, -1, 0)), "negative"),
    (lambda: time_course("happy", (1e30, 0, 0)), "too many"),
    (lambda: repeat(rise("happy", 3), 0), "1 or more"),
    (lambda: repeat(rise("happy", 3), 10**9), "too many"),
    (lambda: keyframes([]), "empty"),
    (lambda: keyframes([(0, {})]), "empty"),
    (lambda: keyframes([(1, {"happy": 1}), (0, {"happy": 0})]), "out of order"),
    (lambda: keyframes([(-1, {"happy": 1})]), "0 or more"),
    (lambda: keyframes([(float("nan"), {"happy": 1})]), "0 or more"),
    (lambda: keyframes([(0, {"happy": 0}), (1, {"happy": 1.5})]), "happy at 1 s is 1.5; degrees"),
    (lambda: keyframes([(0, {"happy": float("nan")})]), "happy at 0 s is nan; degrees"),
    (lambda: keyframes([(0, {"happy": 1}), (0.01, {"happy": 0})]), "fall on one frame"),
    (lambda: Schedule.from_json("{}"), "not a schedule"),
    (lambda: Schedule.from_json("[1]"), "JSON object"),
    (lambda: Schedule.from_json("{"), "not a schedule"),
    (lambda: Schedule.from_json('{"format": 99}'), "format 99"),
]


@pytest.mark.parametrize(("make", "words"), BAD)
def test_nonsense_is_refused_in_words(make, words):
    with pytest.raises(MienError, match=words):
        make()


POINTS = [{"time": 0, "degrees": {"happy": 0}}, {"time": 0.08, "degrees": {"happy": 1}}]


@pytest.mark.parametrize(
    ("text", "csv"),
    [
        (json.dumps({"fps": 25, "expressions": ["happy"], "degrees": [[0], [0.5], [1]]}), False),
        (json.dumps({"keyframes": POINTS}), False),
        ("time,happy\n0,0\n0.08,1\n", True),
    ],
)
def test_a_text_is_read_as_its_file_would_be_and_may_be_limited(text, csv):
    assert schedule_from(text, csv=csv) == rise("happy", 3)
    with pytest.raises(MienError, match="frames are too many"):
        schedule_from(text, csv=csv, longest=1)


def test_a_file_that_names_thousands_of_expressions_is_refused_before_it_takes_the_memory():
    with pytest.raises(MienError, match="300 expressions are too many"):
        keyframes([(40_000, {f"e{number}": 1.0 for number in range(300)})])
