from dataclasses import replace

import pytest

from mien.study.answers import Check, Intensity, Naming, Preference, Verdict
from mien.study.marking import mark
from mien.study.questions import Raw
from mien.study.trial import Trial

PAIR = Trial(
    kind="prefer",
    role="main",
    item="ada",
    expression="happy",
    degree=1.0,
    methods=("hp", "mien"),
    clips=("a", "b"),
)
ONE = replace(PAIR, methods=("mien",), clips=("a",), degree=0.5)


def raw(value: str | float, *, same: bool = False) -> Raw:
    return Raw(value=value, same=same, seconds=2.0, plays=1)


def marked(trial: Trial, answer: Raw):
    return mark("r", (trial,), {0: answer})


def test_a_letter_means_the_method_that_stood_there():
    wanted = Preference(
        rater="r", item="ada", expression="happy", shown=("hp", "mien"), chosen="mien"
    )
    assert marked(PAIR, raw("B")) == [wanted]


@pytest.mark.parametrize(("value", "real"), [("real", True), ("generated", False)])
def test_a_verdict_says_whether_the_clip_was_called_real(value, real):
    assert marked(replace(ONE, kind="real"), raw(value)) == [
        Verdict(rater="r", item="ada", expression="happy", method="mien", said_real=real)
    ]


def test_names_and_ratings_keep_the_degree():
    asked = {"rater": "r", "item": "ada", "expression": "happy", "method": "mien", "degree": 0.5}
    assert marked(replace(ONE, kind="expression"), raw("sad")) == [Naming(**asked, named="sad")]
    assert marked(replace(ONE, kind="intensity"), raw(40.0)) == [Intensity(**asked, rating=40.0)]


def test_practice_is_in_no_table():
    assert marked(replace(PAIR, role="practice", right="A"), raw("A")) == []


@pytest.mark.parametrize(("value", "passed"), [("A", True), ("B", False)])
def test_a_gold_trial_is_passed_by_the_right_answer(value, passed):
    gold = replace(PAIR, role="gold", right="A")
    assert marked(gold, raw(value)) == [Check(rater="r", kind="gold", passed=passed, seconds=2.0)]


@pytest.mark.parametrize(("value", "passed"), [(0.0, True), (25.0, True), (26.0, False)])
def test_a_still_face_must_be_rated_as_weak(value, passed):
    gold = replace(ONE, kind="intensity", role="gold", right=0.0)
    assert marked(gold, raw(value))[0].passed is passed


def test_an_identical_pair_is_passed_by_calling_it_the_same():
    pair = replace(PAIR, role="identical", methods=("mien", "mien"))
    assert [marked(pair, raw("A", same=same))[0].passed for same in (True, False)] == [True, False]


@pytest.mark.parametrize(("value", "passed"), [("B", False), ("A", True)])
def test_a_repeated_trial_is_passed_by_the_same_method_wherever_it_stands(value, passed):
    again = replace(PAIR, role="repeated", methods=("mien", "hp"), repeats=0)
    answers = mark("r", (PAIR, again), {0: raw("B"), 1: raw(value)})
    assert answers[1] == Check(rater="r", kind="repeated", passed=passed, seconds=2.0)


@pytest.mark.parametrize(("value", "passed"), [(55.0, True), (95.0, False)])
def test_a_rating_may_come_again_a_little_different(value, passed):
    first = replace(ONE, kind="intensity")
    again = replace(first, role="repeated", repeats=0)
    assert mark("r", (first, again), {0: raw(60.0), 1: raw(value)})[1].passed is passed


@pytest.mark.parametrize("guessed", [0, 1])
def test_who_said_to_be_guessing_need_not_guess_the_same_again(guessed):
    again = replace(PAIR, role="repeated", methods=("mien", "hp"), repeats=0)
    raws = {number: raw("B", same=number == guessed) for number in (0, 1)}
    assert not any(isinstance(answer, Check) for answer in mark("r", (PAIR, again), raws))
