"""The order of a rater's trials: drawn by lot, and yet each condition in each place."""

from collections import deque
from collections.abc import Sequence
from random import Random
from typing import TypeVar

_Thing = TypeVar("_Thing")


def rotated(row: int, length: int, conditions: int, seed: str) -> list[int]:
    """A random order of conditions that goes round from one rater to the next.

    As many raters in a row as there are conditions share one order drawn by lot, each with the
    numbers moved on by one: among them, every condition stands in every place once.

    Args:
        row: number of the rater.
        length: of the order.
        conditions: their number; each stands in the order equally often, or one time more.
        seed: of the lot.
    """
    group, shift = divmod(row, conditions)
    base = [place % conditions for place in range(length)]
    Random(f"{seed}/order/{group}").shuffle(base)
    return [(number + shift) % conditions for number in base]


def arrange(
    things: Sequence[tuple[int, _Thing]], wanted: Sequence[int], lot: Random
) -> list[_Thing]:
    """Put things into an order of conditions, those of one condition by lot.

    Args:
        things: each with its condition.
        wanted: the conditions' order, as long as there are things. Where a condition has run out,
            the one with most things left takes its place.
        lot: draws among the things of a condition.
    """
    queues: dict[int, deque[_Thing]] = {}
    for condition, thing in lot.sample(list(things), len(things)):
        queues.setdefault(condition, deque()).append(thing)
    ordered = []
    for condition in wanted:
        queue = queues.get(condition) or max(queues.values(), key=len)
        ordered.append(queue.popleft())
    return ordered
