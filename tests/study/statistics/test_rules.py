import json

import pytest

from mien.errors import MienError
from mien.study.answers import Check, Intensity, Naming, Preference, Verdict
from mien.study.statistics.rules import Rules, read_rules, screen


def choices(rater: str, count: int = 20, place: int | None = None) -> list[Preference]:
    return [
        Preference(
            rater=rater,
            item=f"i{k}",
            expression="happy",
            shown=("a", "b"),
            chosen=("a", "b")[k % 2 if place is None else place],
        )
        for k in range(count)
    ]


def checks(rater: str, kind: str, *passed: bool, seconds: float = 3.0) -> list[Check]:
    return [Check(rater=rater, kind=kind, passed=one, seconds=seconds) for one in passed]


RULES = Rules(min_consistency=0.5)
BREAKING = {
    "max_failed_gold": [*choices("r"), *checks("r", "gold", False, False, True)],
    "max_failed_identical": [*choices("r"), *checks("r", "identical", False, False)],
    "min_consistency": [*choices("r"), *checks("r", "repeated", True, False, False)],
    "min_seconds": [*choices("r"), *checks("r", "gold", True, True, seconds=0.9)],
    "max_same_side": choices("r", place=1),
    "min_answers": checks("r", "gold", True),
}
BARELY = [
    [*choices("r"), *checks("r", "gold", False, True)],
    [*choices("r"), *checks("r", "identical", False, True)],
    [*choices("r"), *checks("r", "repeated", True, False)],
    [*choices("r"), *checks("r", "gold", True, seconds=1.0)],
    choices("r", count=15, place=1),
    choices("r", count=1),
]


@pytest.mark.parametrize("rule", BREAKING)
def test_who_breaks_a_rule_is_excluded_with_all_answers_and_the_rule_is_named(rule):
    other = choices("other")
    found = screen([*BREAKING[rule], *other], RULES)
    assert found.excluded == {"r": (rule,)}
    assert found.by_rule == {rule: 1}
    assert found.kept == tuple(other)
    assert (found.raters, found.dropped) == (1, 0 if rule == "min_answers" else 20)


@pytest.mark.parametrize("answers", BARELY)
def test_who_barely_keeps_the_rules_counts(answers):
    assert not screen(answers, RULES).excluded


def test_a_rater_may_break_several_rules():
    answers = [*choices("r", place=0), *checks("r", "gold", False, False, seconds=0.1)]
    assert set(screen(answers, Rules()).excluded["r"]) == {
        *("max_failed_gold", "min_seconds", "max_same_side"),
    }


def test_a_second_answer_to_one_question_is_dropped_whatever_its_order_and_answer():
    where = {"rater": "r", "item": "i", "expression": "happy"}
    first = [
        Preference(**where, shown=("a", "b"), chosen="a"),
        Verdict(**where, method="a", said_real=True),
        Naming(**where, method="a", degree=0.5, named="sad"),
        Intensity(**where, method="a", degree=0.5, rating=10.0),
    ]
    again = [
        Preference(**where, shown=("b", "a"), chosen="b"),
        Verdict(**where, method="a", said_real=False),
        Naming(**where, method="a", degree=0.5, named="happy"),
        Intensity(**where, method="a", degree=0.5, rating=90.0),
    ]
    other = [
        Preference(**where, shown=("a", "b", "c"), chosen="c"),
        Intensity(**where, method="a", degree=0.6, rating=90.0),
    ]
    found = screen([*first, *again, *other], Rules())
    assert found.kept == (*first, *other)
    assert found.repeated == 4


def test_rules_are_read_and_what_is_left_out_has_its_default(tmp_path):
    path = tmp_path / "rules.json"
    path.write_text(json.dumps({"max_failed_gold": 0, "min_seconds": 2}))
    assert read_rules(path) == Rules(max_failed_gold=0, min_seconds=2.0)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"max_failed": 1}', '{"max_failed_gold": 0.5}', '{"min_seconds": -1}']
)
def test_what_is_no_rule_is_refused(tmp_path, text):
    path = tmp_path / "rules.json"
    path.write_text(text)
    with pytest.raises(MienError, match=r"rules\.json"):
        read_rules(path)
