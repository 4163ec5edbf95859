from random import Random

import pytest
from surveys import survey

from mien.study.design.checking import practice
from mien.study.questions import COMPARING, KINDS, REAL
from mien.study.view import comment

STUDY = survey(*KINDS)


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_the_comment_on_practice_says_what_is_right_and_why(number):
    for seed in range(20):
        trial = practice(STUDY, STUDY.blocks[number], Random(seed))
        right, wrong = comment(trial)
        assert right.startswith("That is right. ")
        why = right.removeprefix("That is right. ")
        assert wrong.startswith("Not quite")
        assert wrong.endswith(why)
        assert (f"clip {trial.right}." in wrong) is (trial.kind in COMPARING)
        assert ("real recording" in why) is (trial.kind == "real")
        assert ("is a real" in why) is (trial.right == REAL)
