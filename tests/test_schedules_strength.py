"""How strongly a schedule is drawn."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.errors import MienError
from mien.schedules import Schedule, at_strength, read_schedule, rise, schedule_from
from mien.schedules.strength import parse_strength, written_strength


def test_a_file_says_its_strength_unless_somebody_says_another(tmp_path):
    plain = rise("happy", 5)
    path = tmp_path / "clip.json"
    path.write_text(json.dumps(plain.to_json() | {"strength": 0.5}))
    assert read_schedule(path) == at_strength(plain, 0.5)
    assert read_schedule(path, strength=1.0) == plain
    assert np.array_equal(at_strength(plain, 0.5).degrees, plain.degrees / 2)


@pytest.mark.parametrize("strength", [0, -1, 1.5, float("nan"), True, "much", None])
def test_a_strength_that_is_none_is_refused(strength):
    with pytest.raises(MienError, match="the strength is"):
        at_strength(rise("happy", 5), strength)


@given(st.floats(0.01, 1))
def test_degrees_at_any_strength_are_degrees(strength):
    weaker = at_strength(rise("happy", 21), strength)
    assert weaker.degrees.max() == np.float32(strength)
    assert (np.diff(weaker.degrees[:, 0]) > 0).all()


def test_each_expression_has_its_own_strength():
    both = Schedule(("happy", "sad"), [[0.5, 1.0], [1.0, 0.2]])
    weaker = at_strength(both, {"sad": 0.5, "angry": 0.1})
    assert np.allclose(weaker.degrees, [[0.5, 0.5], [1.0, 0.1]])
    document = json.dumps(both.to_json() | {"strength": {"sad": 0.5}})
    assert schedule_from(document) == weaker
    assert schedule_from(document, strength={"happy": 0.5}).degrees[1].tolist() == [
        0.5,
        np.float32(0.2),
    ]


def test_a_file_whose_strength_names_another_expression_is_refused():
    document = rise("happy", 3).to_json() | {"strength": {"hapy": 0.5}}
    with pytest.raises(MienError, match="'hapy', which is not there"):
        schedule_from(json.dumps(document))


@given(
    st.dictionaries(
        st.sampled_from(["happy", "angry-open", "sad"]),
        st.sampled_from([0.01, 0.5, 0.83, 1.0]),
        min_size=1,
    )
)
def test_strengths_that_were_written_are_read_as_the_same(strengths):
    assert parse_strength(written_strength(strengths)) == strengths
    assert parse_strength(written_strength(0.83)) == 0.83


@pytest.mark.parametrize("text", ["", "much", "happy=", "happy=2", "happy=0.5,happy=1", "happy=1,"])
def test_a_strength_that_cannot_be_read_is_refused(text):
    with pytest.raises(MienError, match=r"strength of|the strength is"):
        parse_strength(text)
