import json
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mien.errors import MienError
from mien.study.answers import Check, Intensity, Naming, Preference, Verdict
from mien.study.export import TABLES, read_answers, write_answers

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="|\r\0"), min_size=1, max_size=8)
SHARES = st.floats(0, 1)
WHO = {"rater": NAMES, "item": NAMES, "expression": NAMES}
ANSWERS = st.lists(
    st.one_of(
        st.builds(Preference, **WHO, shown=st.lists(NAMES, min_size=2).map(tuple), chosen=NAMES),
        st.builds(Verdict, **WHO, method=NAMES, said_real=st.booleans()),
        st.builds(Naming, **WHO, method=NAMES, degree=SHARES, named=NAMES),
        st.builds(Intensity, **WHO, method=NAMES, degree=SHARES, rating=st.floats(0, 100)),
        st.builds(
            Check,
            rater=NAMES,
            kind=st.sampled_from(["gold", "repeated", "identical"]),
            passed=st.booleans(),
            seconds=st.floats(0, 99),
        ),
    ),
    max_size=6,
)


def by_table(answers):
    return [a for kind in TABLES.values() for a in answers if isinstance(a, kind)]


@given(ANSWERS)
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read_as_it_was(tmp_path_factory, answers):
    folder = tmp_path_factory.mktemp("answers")
    document, *tables = write_answers("ab", answers, ["r"], folder)
    assert read_answers(document) == read_answers(folder) == by_table(answers)
    assert [answer for table in tables for answer in read_answers(table)] == by_table(answers)


def test_an_export_says_who_finished_and_its_format(tmp_path):
    (path,) = write_answers("ab", [], ["z", "a"], tmp_path)
    document = json.loads(path.read_text())
    assert (document["format"], document["study"], document["finished"]) == (1, "ab", ["a", "z"])


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1, "checks": [{}]}', '{"format": 99}'])
def test_what_is_no_export_is_refused(tmp_path, text):
    path = tmp_path / "answers.json"
    path.write_text(text)
    with pytest.raises(MienError, match=r"answers\.json"):
        read_answers(path)


def test_every_field_is_a_column(tmp_path):
    check = Check(rater="r", kind="gold", passed=True, seconds=1.0)
    write_answers("ab", [check], [], tmp_path)
    header = (tmp_path / "checks.csv").read_text().splitlines()[0]
    assert header == ",".join(field.name for field in fields(Check))
