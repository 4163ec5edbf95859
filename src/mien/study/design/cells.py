"""The balanced walk through stimuli and conditions, of which every rater takes the next stretch."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import gcd

from mien.study.design.squares import williams


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One trial, by number.

    Attributes:
        stimulus: which stimulus.
        condition: which condition.
        use: how often this condition was used before, over all raters.
        order: the condition's methods as they stand on the screen, by number.
    """

    stimulus: int
    condition: int
    use: int
    order: tuple[int, ...]


@dataclass(frozen=True)
class Walk:
    """Every stimulus under every condition, over and over.

    The walk goes round all stimuli, one condition further at each, until all have met all
    conditions: it is a Latin square of both. Any stretch no longer than the number of
    stimuli meets each stimulus once at most; after any stretch that begins at the start no two
    pairs of stimulus and condition differ by more than one in how often they were met. The methods
    change places from one use of a condition to the next, and from one use of a pair to the next.

    Attributes:
        stimuli: their number.
        conditions: their number.
        methods: how many clips a trial shows.
    """

    stimuli: int
    conditions: int
    methods: int

    def __len__(self) -> int:
        """Pairs of stimulus and condition."""
        return self.stimuli * self.conditions

    def cell(self, index: int) -> Cell:
        """What stands at one place of the walk, which has no end."""
        lap, place = divmod(index, len(self))
        stimulus = place % self.stimuli
        condition = self._condition(place)
        # Each condition meets each stimulus once a lap.
        use = lap * self.stimuli + self._ranks[place]
        return Cell(stimulus=stimulus, condition=condition, use=use, order=self._order(use, lap))

    def _condition(self, place: int) -> int:
        """The next one at each step, and one more after turns that would bring the same again."""
        repeats_after = self.conditions // gcd(self.stimuli, self.conditions)
        return (place + place // self.stimuli // repeats_after) % self.conditions

    @cached_property
    def _ranks(self) -> list[int]:
        """How often a place's condition was met before it within a lap."""
        met: Counter[int] = Counter()
        ranks = []
        for place in range(len(self)):
            condition = self._condition(place)
            ranks.append(met[condition])
            met[condition] += 1
        return ranks

    @cached_property
    def _orders(self) -> tuple[tuple[int, ...], ...]:
        return williams(self.methods)

    def _order(self, use: int, lap: int) -> tuple[int, ...]:
        """The next order at each use, and one more after laps that would bring the same again."""
        count = len(self._orders)
        repeats_after = count // gcd(self.stimuli, count)
        return self._orders[(use + lap // repeats_after) % count]
