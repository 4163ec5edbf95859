"""Made-up raters go through a whole study, with a taste that rests on measured figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from mien.study.answers import TRUTH, Answer
from mien.study.design.booklet import booklet
from mien.study.marking import mark
from mien.study.questions import COMPARING, GENERATED, PLACES, REAL, Raw, choices
from mien.study.scores import Scores
from mien.study.study import Study
from mien.study.trial import Trial

RECOGNISED = "recognised"
"""The figure behind *which expression?*: the probability that it is named right."""

MOVED = "displacement"
"""The figure behind *how intense?*: how far the face moves, of how far it should."""

RATER = "simulated-{:04d}"


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How made-up raters behave; what they see is measured, and is not in here.

    Attributes:
        slope: what one standard deviation of the metric is worth in a choice, in log-odds, and in
            the evidence that a clip is real, in standard deviations of that evidence.
        rater_sd: of what one rater adds to a comparison of two methods, in log-odds.
        side_bias: what the first place on the screen adds, in log-odds.
        lapse: share of answers given at random.
        cheaters: share of raters who answer everything at random, and fast.
        rating_noise: standard deviation of one rating of intensity, 0 to 100.
    """

    slope: float = 1.0
    rater_sd: float = 0.5
    side_bias: float = 0.0
    lapse: float = 0.0
    cheaters: float = 0.0
    rating_noise: float = 10.0


def rehearse(
    study: Study, scores: Scores, metric: str, manner: Manner, raters: int, seed: int
) -> list[Answer]:
    """What made-up raters say to the study's own trials, practice left out.

    A choice follows Luce: log-odds are `Manner.slope` times the clips' merit by the metric (see
    `Scores.merit`), and what rater and place add. A clip is said to be real where slope times merit
    and noise of standard deviation 1 pass a criterion halfway between true and drawn clips. An
    expression is named right with the probability that the report says in `RECOGNISED`, and is
    otherwise any other. A rating is 100 times degree and `MOVED`, and noise.

    Args:
        study: the items of its clips are the report's people.
        scores: of the same methods.
        metric: the one that says which clip looks more realistic.
        manner: how raters behave.
        raters: how many.
        seed: equal seeds give equal answers, and the first raters of more are those of fewer.

    Raises:
        MienError: a figure that is needed was not measured.
    """
    seen = _seen(study, scores, metric)
    answers: list[Answer] = []
    for row in tqdm(range(raters), desc="rehearsing", unit="rater", disable=None):
        trials = booklet(study, row)
        person = _Person.drawn(study, seen, manner, np.random.default_rng((seed, row)))
        raws = {number: person.answer(trial) for number, trial in enumerate(trials)}
        answers += mark(RATER.format(row), trials, raws)
    return answers


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What can be seen in each clip, by its name; empty where no question asks for it.

    Attributes:
        merit: by the metric.
        named: probability of the right expression.
        moved: of how far it should.
        criterion: merit halfway between true and drawn clips.
    """

    merit: Mapping[str, float]
    named: Mapping[str, float]
    moved: Mapping[str, float]
    criterion: float


def _seen(study: Study, scores: Scores, metric: str) -> _Seen:
    kinds = {block.kind for block in study.blocks}
    judged = study.clips if kinds & {*COMPARING, "real"} else {}
    needed = [clip for clip in judged.values() if clip.method != TRUTH or "real" in kinds]
    merit = scores.merit(metric, needed) if needed else {}
    true = [value for clip, value in merit.items() if clip.method == TRUTH]
    return _Seen(
        merit={name: merit[clip] for name, clip in judged.items() if clip in merit},
        named=_figures(study, scores, RECOGNISED) if "expression" in kinds else {},
        moved=_figures(study, scores, MOVED) if "intensity" in kinds else {},
        criterion=float(np.mean(true)) / 2 if true else 0.0,
    )


def _figures(study: Study, scores: Scores, metric: str) -> dict[str, float]:
    shown = {method for block in study.blocks for one in block.conditions for method in one}
    clips = {name: clip for name, clip in study.clips.items() if clip.method in shown}
    return {name: scores.value(metric, clip) for name, clip in clips.items()}


@dataclass(frozen=True, kw_only=True)
class _Person:
    """One made-up rater.

    Attributes:
        leanings: what this rater adds to each method, log-odds.
        cheats: whether all answers are given at random.
    """

    study: Study
    seen: _Seen
    manner: Manner
    leanings: Mapping[str, float]
    cheats: bool
    rng: np.random.Generator

    @classmethod
    def drawn(
        cls, study: Study, seen: _Seen, manner: Manner, rng: np.random.Generator
    ) -> "_Person":
        methods = sorted({clip.method for clip in study.clips.values()})
        leanings = rng.normal(0, manner.rater_sd / np.sqrt(2), len(methods))
        return cls(
            study=study,
            seen=seen,
            manner=manner,
            leanings=dict(zip(methods, leanings.tolist(), strict=True)),
            cheats=bool(rng.random() < manner.cheaters),
            rng=rng,
        )

    def answer(self, trial: Trial) -> Raw:
        """What is said to a trial; who looks does not miss a gold one."""
        alike = len(set(trial.clips)) < len(trial.clips) and trial.role == "identical"
        careless = self.cheats or self.rng.random() < self.manner.lapse
        middle = 0.6 if self.cheats else 4.0
        seconds = float(self.rng.lognormal(np.log(middle), 0.3))
        value = self._random(trial) if careless else self._said(trial)
        return Raw(value=value, same=alike and not careless, seconds=seconds, plays=1)

    def _random(self, trial: Trial) -> str | float:
        allowed = choices(trial.kind, len(trial.clips), self.study.expressions)
        return str(self.rng.choice(allowed)) if allowed else float(self.rng.uniform(0, 100))

    def _said(self, trial: Trial) -> str | float:
        if trial.right is not None:
            return trial.right
        if trial.kind in COMPARING:
            return self._chosen(trial)
        (clip,) = trial.clips
        if trial.kind == "real":
            evidence = self.manner.slope * (self.seen.merit[clip] - self.seen.criterion)
            return REAL if evidence + self.rng.normal() > 0 else GENERATED
        if trial.kind == "expression":
            return self._named(trial, self.seen.named[clip])
        rating = 100 * trial.degree * self.seen.moved[clip]
        return float(np.clip(rating + self.rng.normal(0, self.manner.rating_noise), 0, 100))

    def _chosen(self, trial: Trial) -> str:
        merits: NDArray[np.float64] = np.array([self.seen.merit[clip] for clip in trial.clips])
        odds = self.manner.slope * merits + [self.leanings[name] for name in trial.methods]
        odds[0] += self.manner.side_bias
        chances = np.exp(odds - odds.max())
        return PLACES[self.rng.choice(len(odds), p=chances / chances.sum())]

    def _named(self, trial: Trial, probability: float) -> str:
        if self.rng.random() < probability:
            return trial.expression
        others: Sequence[str] = choices("expression", 1, self.study.expressions)
        return str(self.rng.choice([name for name in others if name != trial.expression]))
