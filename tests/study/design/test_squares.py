from collections import Counter
from itertools import pairwise

import pytest

from mien.study.design.squares import williams


@pytest.mark.parametrize("count", range(1, 9))
def test_every_number_stands_in_every_place_equally_often(count: int):
    orders = williams(count)
    places = Counter((place, number) for order in orders for place, number in enumerate(order))
    assert set(places.values()) == {len(orders) // count}
    assert len(places) == count**2


@pytest.mark.parametrize("count", range(2, 9))
def test_every_number_stands_before_every_other_equally_often(count: int):
    neighbours = Counter(pair for order in williams(count) for pair in pairwise(order))
    assert len(set(neighbours.values())) == 1
    assert len(neighbours) == count * (count - 1)
