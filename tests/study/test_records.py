import json

import pytest

from mien.errors import MienError
from mien.study.answers import Check, Intensity, Naming, Preference, Verdict
from mien.study.records import Records, read_answers, write_answers

WHERE = {"rater": "r", "item": "i", "expression": "happy"}
ANSWERS = (
    Preference(**WHERE, shown=("mien", "hp"), chosen="hp"),
    Verdict(**WHERE, method="truth", said_real=True),
    Naming(**WHERE, method="mien", degree=0.5, named="angry"),
    Intensity(**WHERE, method="mien", degree=1.0, rating=73.5),
    Check(rater="r", kind="gold", passed=False, seconds=2.5),
)

GOOD = {"kind": "preference", **WHERE, "shown": ["a", "b"], "chosen": "a"}
DEGREE = {"kind": "intensity", **WHERE, "method": "a", "degree": 0.5, "rating": 10}
CHECK = {"kind": "check", "rater": "r", "check": "gold", "passed": True, "seconds": 1}

BAD = {
    "no JSON": "{",
    "whose kind is one of": {"kind": "vote"},
    "no object": [1],
    "but needs": {**GOOD, "extra": 1},
    "but shown were": {**GOOD, "chosen": "c"},
    "different methods": {**GOOD, "shown": ["a", "a"]},
    "names of different": {**GOOD, "shown": ["a", 1]},
    "`item` is empty": {**GOOD, "item": ""},
    "`rater` is 3": {**GOOD, "rater": 3},
    "`degree` is 1.5": {**DEGREE, "degree": 1.5},
    "`rating` is 101": {**DEGREE, "rating": 101},
    "`rating` is True": {**DEGREE, "rating": True},
    "`rating` is nan": '{"kind": "intensity", "rater": "r", "item": "i", "expression": "e", '
    '"method": "m", "degree": 0.5, "rating": NaN}',
    "`check` is 'silver'": {**CHECK, "check": "silver"},
    "`seconds` is -1": {**CHECK, "seconds": -1},
    "format 2": {"kind": "answers", "format": 2, "simulated": False},
    "neither true nor false": {"kind": "answers", "format": 1, "simulated": "no"},
}


@pytest.mark.parametrize("simulated", [False, True])
def test_answers_come_back_as_they_were_written(tmp_path, simulated):
    path = tmp_path / "answers.jsonl"
    write_answers(path, ANSWERS, simulated=simulated)
    assert read_answers(path) == Records(answers=ANSWERS, simulated=simulated)


def test_simulated_answers_beside_real_ones_make_the_whole_simulated(tmp_path):
    paths = [tmp_path / "real.jsonl", tmp_path / "made-up.jsonl"]
    for path, simulated in zip(paths, (False, True), strict=True):
        write_answers(path, ANSWERS[:1], simulated=simulated)
    for order in (paths, paths[::-1]):
        both = tmp_path / "both.jsonl"
        both.write_text("\n".join(path.read_text() for path in order))
        assert read_answers(both) == Records(answers=ANSWERS[:1] * 2, simulated=True)


def test_a_line_alone_is_an_answer_of_a_real_person(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps(CHECK) + "\n")
    (check,) = read_answers(path).answers
    assert check == Check(rater="r", kind="gold", passed=True, seconds=1)


@pytest.mark.parametrize("said", BAD)
def test_what_is_no_answer_is_refused_with_its_line(tmp_path, said):
    line = BAD[said] if isinstance(BAD[said], str) else json.dumps(BAD[said])
    path = tmp_path / "answers.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n{line}\n")
    with pytest.raises(MienError, match=f"line 2: .*{said}"):
        read_answers(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(MienError, match=r"none\.jsonl cannot be read"):
        read_answers(tmp_path / "none.jsonl")


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(tmp_path):
    with pytest.raises(MienError, match="cannot be written"):
        write_answers(tmp_path / "none" / "answers.jsonl", ANSWERS)
    assert not list(tmp_path.iterdir())
