import numpy as np
import pytest

from mien.errors import MienError
from mien.preparation.people import check_names, parse_val, split_people
from mien.preparation.suspicion import OTHER_FACE, lopsided, two_people
from mien.preparation.take import Item

EVERYONE = [(f"p{number}", shown) for number in range(20) for shown in ("happy", "sad")]


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5])
@pytest.mark.parametrize("seed", range(5))
def test_a_share_of_the_people_is_held_out(share: float, seed: int):
    splits = split_people(EVERYONE, share, {}, seed)
    assert list(splits.values()).count("val") == round(share * 20)


def test_the_order_of_the_clips_changes_nothing_and_the_seed_does():
    assert split_people(EVERYONE, 0.3, {}, 0) == split_people(EVERYONE[::-1], 0.3, {}, 0)
    assert split_people(EVERYONE, 0.3, {}, 0) != split_people(EVERYONE, 0.3, {}, 1)


@pytest.mark.parametrize("seed", range(8))
def test_an_expression_that_two_people_show_is_in_both_splits(seed: int):
    clips = [*EVERYONE, ("p3", "wink"), ("p9", "wink")]
    splits = split_people(clips, 0.1, {}, seed)
    assert {splits["p3"], splits["p9"]} == {"train", "val"}
    assert lopsided(clips, splits) == []


def test_who_alone_shows_an_expression_stays_in_training():
    clips = [*EVERYONE, ("p3", "wink")]
    splits = split_people(clips, 0.9, {}, 0)
    assert splits["p3"] == "train"
    assert len(lopsided(clips, splits)) == 1


def test_one_person_alone_is_learnt_from():
    assert split_people([("ada", "happy")], 0.5, {}, 0) == {"ada": "train"}


def test_names_are_held_out_as_they_are_given():
    splits = split_people(EVERYONE, ("p1", "p2"), {}, 0)
    assert sorted(name for name in splits if splits[name] == "val") == ["p1", "p2"]


@pytest.mark.parametrize(("text", "val"), [("0.2", 0.2), ("0", 0.0), ("ada, ben", ("ada", "ben"))])
def test_a_share_or_names_are_read(text: str, val: object):
    assert parse_val(text) == val


@pytest.mark.parametrize("text", ["1", "-0.1", "7", ",", ""])
def test_what_is_neither_is_refused(text: str):
    with pytest.raises(MienError):
        parse_val(text)


def test_a_name_that_nobody_has_is_refused():
    item = Item(id="a", person="ada", expression="happy", files=())
    with pytest.raises(MienError, match="Nobody is called eve; there are ada"):
        check_names(("eve",), [item])


def test_one_face_at_any_place_and_of_any_size_is_one_person():
    face = np.random.default_rng(0).uniform(0, 100, (68, 2)).astype(np.float32)
    turn = np.array([[0.9, -0.3], [0.3, 0.9]], np.float32)
    assert two_people([face, 2 * face @ turn.T + 40]) is None
    assert two_people([face, face[::-1]]) > OTHER_FACE
