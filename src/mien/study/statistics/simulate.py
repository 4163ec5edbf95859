"""Answers of raters of known taste, to see whether the statistics find it again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.study.answers import (
    EXPRESSIONS,
    TRUTH,
    Answer,
    Check,
    Intensity,
    Naming,
    Preference,
    Verdict,
)
from mien.study.questions import KINDS, Kind
from mien.study.statistics.taste import Taste

DEGREES = (0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Who is asked what.

    Attributes:
        raters: how many.
        items: portraits; every rater sees another stretch of them.
        per_rater: answers of a rater for each cell: question, methods and expression.
        expressions: of the clips.
        questions: those that are asked.
        checks: of each kind, for each rater.
        ours: pairs and the best of all show this method; "" compares all with all.
    """

    raters: int
    items: int
    per_rater: int = 10
    expressions: tuple[str, ...] = EXPRESSIONS
    questions: tuple[Kind, ...] = KINDS
    checks: int = 4
    ours: str = ""


def simulate(taste: Taste, layout: Layout, rng: np.random.Generator) -> tuple[Answer, ...]:
    """What simulated raters answer.

    Items rotate from rater to rater, and orders on the screen from answer to answer, so that both
    are balanced.

    Raises:
        MienError: a method that the taste does not know, or more answers than items.
    """
    _check(taste, layout)
    effects = _Effects.drawn(taste, layout, rng)
    return tuple(
        answer for rater in range(layout.raters) for answer in _rater(rater, taste, layout, effects)
    )


@dataclass(frozen=True, kw_only=True)
class _Effects:
    """What raters and items add, and everything else that is drawn.

    Attributes:
        raters: shape (raters, methods); the difference of two has `Taste.rater_sd`.
        items: shape (items, expressions, methods).
        criteria: one for each rater.
        cheats: whether a rater does.
        rng: for the answers.
    """

    raters: NDArray[np.float64]
    items: NDArray[np.float64]
    criteria: NDArray[np.float64]
    cheats: NDArray[np.bool_]
    rng: np.random.Generator

    @classmethod
    def drawn(cls, taste: Taste, layout: Layout, rng: np.random.Generator) -> "_Effects":
        methods = len(taste.strengths)
        items = (layout.items, len(layout.expressions), methods)
        return cls(
            raters=rng.normal(0, taste.rater_sd / np.sqrt(2), (layout.raters, methods)),
            items=rng.normal(0, taste.item_sd / np.sqrt(2), items),
            criteria=rng.normal(taste.criterion, taste.criterion_sd, layout.raters),
            cheats=rng.random(layout.raters) < taste.cheaters,
            rng=rng,
        )


def _check(taste: Taste, layout: Layout) -> None:
    if len(taste.strengths) < 2 or layout.ours not in ("", *taste.strengths):
        raise MienError(
            f"Strengths are given for {', '.join(taste.strengths) or 'no method'}: give two or "
            f"more{f', and that of {layout.ours}' if layout.ours else ''}."
        )
    if layout.per_rater > layout.items:
        raise MienError(
            f"{layout.per_rater} answers of each rater for each cell need as many items, but there "
            f"are {layout.items}: raise the items or lower the answers."
        )


def _rater(number: int, taste: Taste, layout: Layout, effects: _Effects) -> Iterator[Answer]:
    name = f"simulated-{number:04d}"
    who = _Rater(name=name, number=number, taste=taste, layout=layout, effects=effects)
    for question in layout.questions:
        yield from who.answers(question)
    yield from who.checks()


@dataclass(frozen=True, kw_only=True)
class _Rater:
    name: str
    number: int
    taste: Taste
    layout: Layout
    effects: _Effects

    def answers(self, question: Kind) -> Iterator[Answer]:
        """All answers to one type of question."""
        methods = tuple(self.taste.strengths)
        judged = tuple(self.taste.sensitivity)
        match question:
            case "prefer" | "best-of-n":
                for shown in self._sets(pairs=question == "prefer"):
                    yield from self._choices(shown)
            case "real":
                for method in (*judged, TRUTH) if judged else ():
                    yield from self._verdicts(method)
            case "expression" | "intensity":
                for method in methods:
                    yield from self._seen(method, question)

    def _sets(self, *, pairs: bool) -> list[tuple[str, ...]]:
        """Methods to choose from: pairs, or all at once where that is no pair."""
        methods = tuple(self.taste.strengths)
        if not pairs:
            return [methods] if len(methods) > 2 else []
        return [pair for pair in combinations(methods, 2) if self.layout.ours in ("", *pair)]

    def checks(self) -> Iterator[Check]:
        """Gold, repeated and identical trials; who cheats passes half of the first two."""
        kinds: tuple[Literal["gold", "repeated", "identical"], ...]
        kinds = ("gold", "repeated", "identical")
        cheats = bool(self.effects.cheats[self.number])
        rng = self.effects.rng
        for kind in kinds:
            for _ in range(self.layout.checks):
                passed = kind == "identical" or not (cheats and rng.random() < 0.5)
                seconds = float(rng.lognormal(np.log(0.6 if cheats else 4.0), 0.3))
                yield Check(rater=self.name, kind=kind, passed=passed, seconds=seconds)

    def _cells(self, turns: int) -> Iterator[tuple[int, int, int]]:
        """Turn, item and place of the expression of each answer to one question.

        Turns go round from a random one on, so that they fall on no item more than on another.
        """
        start = self.number * self.layout.per_rater
        for expression in range(len(self.layout.expressions)):
            first = self.effects.rng.integers(turns)
            for k in range(self.layout.per_rater):
                yield int(first + k) % turns, (start + k) % self.layout.items, expression

    def _where(self, item: int, expression: int) -> Mapping[str, str]:
        named = self.layout.expressions[expression]
        return {"rater": self.name, "item": f"item-{item:03d}", "expression": named}

    def _random(self) -> bool:
        cheats = bool(self.effects.cheats[self.number])
        return cheats or self.effects.rng.random() < self.taste.lapse

    def _choices(self, methods: Sequence[str]) -> Iterator[Preference]:
        known = list(self.taste.strengths)
        for turn, item, expression in self._cells(len(methods)):
            shown = (*methods[turn:], *methods[:turn])
            places = [known.index(name) for name in shown]
            odds = np.array([self.taste.strengths[name] for name in shown])
            odds += self.effects.raters[self.number, places]
            odds += self.effects.items[item, expression, places]
            odds[0] += self.taste.side_bias
            chances = np.exp(odds - odds.max()) if not self._random() else np.ones(len(shown))
            place = self.effects.rng.choice(len(shown), p=chances / chances.sum())
            where = self._where(item, expression)
            yield Preference(**where, shown=shown, chosen=shown[place])

    def _verdicts(self, method: str) -> Iterator[Verdict]:
        """Says real where the evidence, of standard deviation 1, passes the rater's criterion."""
        gap = self.taste.sensitivity.get(method, 0.0)
        middle = max(self.taste.sensitivity.values(), default=0.0) / 2
        for _, item, expression in self._cells(1):
            evidence = self.effects.rng.normal(middle - gap)
            said = evidence > self.effects.criteria[self.number]
            if self._random():
                said = self.effects.rng.random() < 0.5
            yield Verdict(**self._where(item, expression), method=method, said_real=bool(said))

    def _seen(self, method: str, question: Kind) -> Iterator[Naming | Intensity]:
        rng, taste = self.effects.rng, self.taste
        for turn, item, expression in self._cells(len(DEGREES)):
            degree = DEGREES[turn]
            where = {**self._where(item, expression), "method": method}
            if question == "intensity":
                rating = 100 * degree + rng.normal(0, taste.rating_noise)
                rating = rng.uniform(0, 100) if self._random() else np.clip(rating, 0, 100)
                yield Intensity(**where, degree=degree, rating=round(float(rating), 1))
            else:
                named = where["expression"]
                if self._random() or rng.random() > self._right(degree):
                    named = str(rng.choice(self.layout.expressions))
                yield Naming(**where, degree=degree, named=named)

    def _right(self, degree: float) -> float:
        """Chance that the expression is seen, so that `Taste.naming` is named right at degree 1."""
        chance = 1 / max(2, len(self.layout.expressions))
        return degree * (self.taste.naming - chance) / (1 - chance)
