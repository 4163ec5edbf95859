"""How many raters and clips a study needs."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, inf, sqrt

import numpy as np
from scipy.stats import norm  # type: ignore[import-untyped] # no stubs

from mien.errors import MienError
from mien.study.answers import Preference
from mien.study.statistics.clusters import Bootstrap, student
from mien.study.statistics.preference import preference_rows
from mien.study.statistics.shares import MEAN
from mien.study.statistics.simulate import Layout, simulate
from mien.study.statistics.taste import Taste
from mien.study.statistics.variance import Components, components, log_odds

MOST = 100_000
"""Raters or items beyond which a plan is refused."""

FEWEST_ITEMS = 30
"""Portraits that are planned for at least: with fewer, Student's t widens the interval."""

OURS, OTHER = "ours", "other"


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What a study is to show, for each cell of Table 1.

    Attributes:
        preference: the rate that is expected, in (0, 1).
        half_width: greatest half-width of the interval; None where only power counts.
        power: probability that the interval leaves out `chance`; None where only width counts.
        chance: the rate of raters who see no difference.
        level: of the interval.
        methods: ours and those it is compared with.
        expressions: how many.
        per_rater: answers of one rater in one cell.
        items: portraits; None for so many that they use up half of the variance at most.
        rater_sd: how much raters differ, in log-odds; see `components`.
        item_sd: how much clips differ.
        joint: whether the level is that of all comparisons of ours together (Bonferroni).
        lost: share of raters who will be excluded.
    """

    preference: float = 0.6
    half_width: float | None = 0.05
    power: float | None = None
    chance: float = 0.5
    level: float = 0.95
    methods: int = 2
    expressions: int = 3
    per_rater: int = 10
    items: int | None = None
    rater_sd: float = 0.5
    item_sd: float = 0.5
    joint: bool = False
    lost: float = 0.1

    @property
    def own_level(self) -> float:
        """Level of one interval."""
        return 1 - (1 - self.level) / (self.methods - 1 if self.joint else 1)


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a study must be.

    Attributes:
        raters: whose answers count.
        recruits: to be asked, since some will be excluded.
        items: portraits for each expression.
        answers: in one cell, of all raters.
        trials: of one rater over all comparisons and expressions, checks aside.
        half_width: of the interval that this gives, by the closed form.
        power: to tell the rate from chance, by the closed form.
    """

    raters: int
    recruits: int
    items: int
    answers: int
    trials: int
    half_width: float
    power: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What simulated studies of a plan gave.

    Attributes:
        studies: how many.
        half_width: mean of the intervals'.
        coverage: share of intervals that hold the planted preference.
        power: share of intervals that leave out chance.
    """

    studies: int
    half_width: float
    coverage: float
    power: float


def plan(aim: Aim) -> Size:
    """The fewest raters that reach the aim, by the closed form.

    The rate's variance is raters' / R + items' / I + answers' / (R k), with k answers of each of R
    raters in a cell and I items; the interval is t times its root, with min(R, I) - 1 degrees of
    freedom.

    Raises:
        MienError: an aim that no number of raters reaches, or a figure out of its range.
    """
    _check(aim)
    parts = components(aim.preference, aim.rater_sd, aim.item_sd)
    items = aim.items or _items(aim, parts)

    def error(raters: int) -> float:
        return sqrt(parts.of_rate(raters, items, raters * aim.per_rater))

    raters = _least(lambda count: _reached(aim, error(count), min(count, items)))
    if raters is None:
        raise MienError(
            f"No number of raters reaches this with {items} portraits, since portraits differ "
            "too: take more of them, or aim for less."
        )
    quantile = student(aim.own_level, min(raters, items))
    return Size(
        raters=raters,
        recruits=ceil(raters / (1 - aim.lost)),
        items=items,
        answers=raters * aim.per_rater,
        trials=(aim.methods - 1) * aim.expressions * aim.per_rater,
        half_width=quantile * error(raters),
        power=float(norm.cdf(abs(aim.preference - aim.chance) / error(raters) - quantile)),
    )


def tried(aim: Aim, found: Size, studies: int, bootstrap: Bootstrap) -> Outcome:
    """Simulate studies of one comparison and one expression, and tally each.

    Args:
        aim: what was planned for.
        found: its plan.
        studies: how many to simulate.
        bootstrap: of each study's interval; its seed is that of the answers too.
    """
    middle = log_odds(aim.preference, sqrt(aim.rater_sd**2 + aim.item_sd**2))
    taste = Taste(strengths={OURS: middle, OTHER: 0.0}, rater_sd=aim.rater_sd, item_sd=aim.item_sd)
    layout = Layout(
        raters=found.raters,
        items=found.items,
        per_rater=aim.per_rater,
        expressions=("one",),
        questions=("prefer",),
        checks=0,
    )
    rng = np.random.default_rng(bootstrap.seed)
    how = replace(bootstrap, level=aim.own_level)
    ends = np.array([_interval(taste, layout, how, rng) for _ in range(studies)])
    low, high = ends.T
    return Outcome(
        studies=studies,
        half_width=float(np.mean(high - low) / 2),
        coverage=float(np.mean((low <= aim.preference) & (aim.preference <= high))),
        power=float(np.mean((low > aim.chance) | (high < aim.chance))),
    )


def _interval(
    taste: Taste, layout: Layout, bootstrap: Bootstrap, rng: np.random.Generator
) -> tuple[float, float]:
    answers = [one for one in simulate(taste, layout, rng) if isinstance(one, Preference)]
    (row,) = preference_rows(answers, OURS, bootstrap)
    return row.cells[MEAN].low, row.cells[MEAN].high


def _reached(aim: Aim, error: float, clusters: int) -> bool:
    quantile = student(aim.own_level, clusters)
    narrow = quantile * error <= (aim.half_width or inf)
    gap = abs(aim.preference - aim.chance)
    return narrow and (aim.power is None or gap >= (quantile + norm.ppf(aim.power)) * error)


def _items(aim: Aim, parts: Components) -> int:
    """As few portraits as take half of the variance that is allowed."""
    least = _least(lambda items: _reached(aim, sqrt(2 * parts.items / items), items))
    return max(least or MOST, aim.per_rater, FEWEST_ITEMS)


def _least(reaches: Callable[[int], bool]) -> int | None:
    """The smallest count from 2 to `MOST` that reaches something; None if none does."""
    if not reaches(MOST):
        return None
    return bisect_left(range(MOST), 1, lo=2, key=lambda count: int(reaches(count)))


def _check(aim: Aim) -> None:
    if not 0 < aim.preference < 1 or aim.half_width is aim.power is None:
        raise MienError("A plan needs a preference between 0 and 1, and a half-width or a power.")
    if aim.power is not None and aim.preference == aim.chance:
        raise MienError(f"A preference of {aim.chance:g} cannot be told from chance: it is chance.")
    if aim.items is not None and aim.items < max(aim.per_rater, 2):
        raise MienError(
            f"{aim.per_rater} answers of each rater in each cell need as many portraits, two at "
            f"least, but there are {aim.items}."
        )
