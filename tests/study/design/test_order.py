from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mien.study.design.order import arrange, rotated


@given(st.integers(1, 6), st.integers(0, 30), st.integers(0, 50))
def test_raters_of_one_group_have_every_condition_in_every_place(conditions, length, group):
    orders = [rotated(group * conditions + n, length, conditions, "s") for n in range(conditions)]
    for place in range(length):
        assert {order[place] for order in orders} == {*range(conditions)}


@given(st.integers(1, 6), st.integers(0, 30), st.integers(0, 50))
def test_an_order_holds_every_condition_equally_often(conditions, length, row):
    counts = Counter(rotated(row, length, conditions, "s"))
    assert all(length // conditions <= counts[n] <= -(-length // conditions) for n in counts)


def test_another_seed_draws_another_order():
    assert rotated(0, 20, 2, "one") != rotated(0, 20, 2, "two")


@given(st.lists(st.integers(0, 3), max_size=20), st.integers())
def test_arranging_loses_and_doubles_nothing(conditions, seed):
    things = [(condition, number) for number, condition in enumerate(conditions)]
    wanted = sorted(conditions, reverse=True)
    arranged = arrange(things, wanted, Random(seed))
    assert sorted(arranged) == [*range(len(things))]
    assert [conditions[number] for number in arranged] == wanted
