from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.studio.refusal import RefusalError
from mien.studio.shelf import Bounds, Shelf


@dataclass(eq=False)
class Thing:
    nbytes: int


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


BOUNDS = Bounds(most=5, most_each=3, nbytes=100, idle=10)
ACTIONS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 150), st.floats(0, 4)), max_size=40
)


@given(ACTIONS)
def test_a_shelf_is_never_fuller_than_it_may_be_and_always_holds_the_newest(actions):
    clock, gone = Clock(), []
    shelf: Shelf[Thing] = Shelf("thing", BOUNDS, forget=gone.append, clock=clock)
    put = []
    for owner, nbytes, seconds in actions:
        clock.now += seconds
        thing = Thing(nbytes)
        key = shelf.put(owner, thing)
        put.append(thing)
        assert shelf.get(owner, key) is thing
        assert len(shelf) <= BOUNDS.most
        assert all(len(shelf.of(who)) <= BOUNDS.most_each for who in "abc")
        assert shelf.nbytes <= max(BOUNDS.nbytes, nbytes)
    held = [thing for who in "abc" for _, thing in shelf.of(who)]
    assert {id(thing) for thing in held + gone} == {id(thing) for thing in put}
    assert not {id(thing) for thing in held} & {id(thing) for thing in gone}


def test_what_was_used_longest_ago_goes_first():
    shelf: Shelf[Thing] = Shelf("thing", BOUNDS)
    first, second = shelf.put("a", Thing(40)), shelf.put("a", Thing(40))
    shelf.get("a", first)
    shelf.put("a", Thing(40))
    assert shelf.get("a", first)
    with pytest.raises(RefusalError, match="no such thing"):
        shelf.get("a", second)


def test_what_nobody_uses_is_forgotten():
    clock, gone = Clock(), []
    shelf: Shelf[Thing] = Shelf("thing", BOUNDS, forget=gone.append, clock=clock)
    used, idle = shelf.put("a", Thing(1)), shelf.put("b", Thing(1))
    clock.now = 8
    shelf.get("a", used)
    clock.now = 12
    shelf.tidy()
    assert len(gone) == 1
    assert shelf.get("a", used)
    with pytest.raises(RefusalError):
        shelf.get("b", idle)


def test_a_thing_that_grew_makes_others_go():
    shelf: Shelf[Thing] = Shelf("thing", BOUNDS)
    shelf.put("a", Thing(40))
    grown = Thing(40)
    key = shelf.put("b", grown)
    grown.nbytes = 90
    shelf.tidy()
    assert len(shelf) == 1
    assert shelf.get("b", key) is grown
