import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.errors import MienError
from mien.study.questions import KINDS, choices, read_raw

GOOD = {"value": "A", "same": True, "seconds": 2, "plays": 1}
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["value", "same", "seconds", "plays", "rater"])


def allowed(kind):
    return choices(kind, 2 if kind in {"prefer", "best-of-n"} else 1, ("happy", "sad"))


def test_a_good_answer_is_read():
    raw = read_raw(GOOD, "prefer", ("A", "B"))
    assert (raw.value, raw.same, raw.seconds, raw.plays) == ("A", True, 2.0, 1)


@given(st.sampled_from(KINDS), JSON | st.dictionaries(FIELDS, JSON))
def test_whatever_comes_is_read_or_refused_in_words(kind, document):
    try:
        raw = read_raw(document, kind, allowed(kind))
    except MienError:
        return
    assert raw.value in allowed(kind) if allowed(kind) else 0 <= raw.value <= 100
    assert raw.seconds >= 0
    assert raw.plays >= 0


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"value": "C"}, "A, B"),
        ({"value": None}, "A, B"),
        ({"same": 1}, "same"),
        ({"seconds": -1}, "seconds"),
        ({"seconds": float("nan")}, "seconds"),
        ({"seconds": True}, "seconds"),
        ({"plays": 1.5}, "plays"),
        ({"admin": True}, "admin"),
    ],
)
def test_a_refusal_names_the_field(change, word):
    with pytest.raises(MienError, match=word):
        read_raw({**GOOD, **change}, "prefer", ("A", "B"))


def test_only_comparisons_can_look_the_same():
    with pytest.raises(MienError, match="compare"):
        read_raw({**GOOD, "value": "real"}, "real", allowed("real"))
