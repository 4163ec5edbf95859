from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveys import survey

from mien.study.answers import TRUTH
from mien.study.design.booklet import booklet, main_trials
from mien.study.questions import KINDS
from mien.study.study import Checks
from mien.study.trial import SPOILED

ALL = survey(*KINDS, trials=6)
ROWS = st.integers(0, 500)
CHECKS = st.builds(
    Checks,
    practice=st.integers(0, 3),
    gold=st.integers(0, 3),
    repeated=st.integers(0, 3),
    identical=st.integers(0, 3),
)


def test_the_same_seed_and_row_give_the_same_booklet():
    assert booklet(ALL, 7) == booklet(survey(*KINDS, trials=6), 7)
    assert booklet(ALL, 7) != booklet(survey(*KINDS, trials=6, seed=6), 7)
    assert booklet(ALL, 7) != booklet(ALL, 8)


@given(ROWS)
@settings(max_examples=30, deadline=None)
def test_clips_are_those_of_the_methods_that_they_are_shown_for(row):
    for trial in booklet(ALL, row):
        for method, name in zip(trial.methods, trial.clips, strict=True):
            if method == SPOILED:
                assert name in {*ALL.damaged.values(), *ALL.stilled.values()}
            else:
                clip = ALL.clips[name]
                assert (clip.method, clip.stimulus.item) == (method, trial.item)
                assert clip.stimulus.expression == trial.expression


@given(ROWS, CHECKS)
@settings(max_examples=40, deadline=None)
def test_a_booklet_holds_its_own_trials_and_the_checks_that_were_decided_on(row, checks):
    study = survey("prefer", "real", trials=6, checks=checks)
    roles = Counter(trial.role for trial in booklet(study, row))
    assert roles["main"] == 12
    assert roles["practice"] == 2 * checks.practice
    assert roles["gold"] == 2 * checks.gold
    assert roles["identical"] == checks.identical, "there is nothing to compare in `real`"
    assert 0 <= roles["repeated"] <= 2 * checks.repeated


@given(ROWS)
@settings(max_examples=40, deadline=None)
def test_a_repeated_trial_asks_an_earlier_one_again_the_other_way_round(row):
    trials = booklet(ALL, row)
    again = [(number, trial) for number, trial in enumerate(trials) if trial.repeats is not None]
    assert len(again) == 10
    for number, trial in again:
        before = trials[trial.repeats]
        assert trial.repeats < number - 1
        assert before.role == "main"
        assert trial.clips == before.clips[::-1]


def test_practice_comes_first_in_each_block():
    kinds = [(trial.kind, trial.role == "practice") for trial in booklet(ALL, 3)]
    for kind in KINDS:
        practice = [first for asked, first in kinds if asked == kind]
        assert practice == sorted(practice, reverse=True)


def test_every_block_comes_first_equally_often():
    first = Counter(booklet(ALL, row)[0].kind for row in range(10))
    assert first == dict.fromkeys(KINDS, 2)


@given(st.integers(1, 40), st.integers(1, 16))
@settings(max_examples=30, deadline=None)
def test_every_comparison_is_shown_equally_often_however_many_raters_come(raters, trials):
    study = survey("prefer", trials=trials)
    shown: Counter = Counter()
    left: Counter = Counter()
    for row in range(raters):
        for trial in main_trials(study, 0, row):
            shown[trial.item, trial.expression, frozenset(trial.methods)] += 1
            left[frozenset(trial.methods)] += 1 if trial.methods[0] == "mien" else -1
    counts = [*shown.values(), *[0] * (16 - len(shown))]
    assert max(counts) - min(counts) <= 1
    assert all(abs(surplus) <= 1 for surplus in left.values())


def test_every_condition_stands_at_every_point_of_the_session_equally_often():
    study = survey("expression", trials=6)
    when = Counter(
        (place, trial.methods)
        for row in range(6)
        for place, trial in enumerate(main_trials(study, 0, row))
    )
    assert set(when.values()) == {2}


@pytest.mark.parametrize("row", range(4))
def test_half_of_the_clips_that_might_be_real_are_real(row):
    trials = main_trials(survey("real", trials=6), 0, row)
    assert sum(trial.methods == (TRUTH,) for trial in trials) == 3


def test_the_right_answer_of_a_gold_trial_is_the_clip_that_is_whole():
    for row in range(10):
        for trial in booklet(survey("best-of-n"), row):
            if trial.role == "gold":
                whole = [m != SPOILED for m in trial.methods]
                assert sum(whole) == 1
                assert whole["ABC".index(trial.right)]
