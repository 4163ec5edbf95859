import csv
import json
from dataclasses import asdict

from mien.study.answers import Check, Preference
from mien.study.export import export
from mien.study.records import read_answers
from mien.study.statistics.rules import Rules, read_rules

CHECK = Check(rater="r", kind="gold", passed=True, seconds=1.0)
CHOICE = Preference(rater="r", item="a", expression="happy", shown=("x", "y"), chosen="y")


def test_what_is_written_is_what_the_statistics_read(tmp_path):
    answers, rules, *_ = export([CHECK, CHOICE], Rules(min_seconds=3.0), tmp_path / "new")
    assert read_answers(answers).answers == (CHECK, CHOICE)
    assert not read_answers(answers).simulated
    assert read_rules(rules) == Rules(min_seconds=3.0)


def test_made_up_answers_say_so(tmp_path):
    answers, *_ = export([CHOICE], Rules(), tmp_path, simulated=True)
    assert read_answers(answers).simulated


def test_each_kind_that_was_given_has_a_table(tmp_path):
    *_, choices, checks = export([CHECK, CHOICE], Rules(), tmp_path)
    assert (choices.name, checks.name) == ("preferences.csv", "checks.csv")
    with choices.open() as file:
        assert list(csv.DictReader(file)) == [{**asdict(CHOICE), "shown": "x|y"}]


def test_rules_are_those_that_were_declared(tmp_path):
    _, rules, *_ = export([], Rules(), tmp_path)
    assert json.loads(rules.read_text()) == asdict(Rules())
