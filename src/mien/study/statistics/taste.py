"""Simulated raters: what they like, how well they see, and how they cheat."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from mien.study.statistics.variance import marginal


@dataclass(frozen=True, kw_only=True)
class Taste:
    """The truth behind simulated answers.

    Attributes:
        strengths: log-strength of each method in a choice (Bradley-Terry, Luce).
        sensitivity: d' between each method's clips and real ones; nobody is asked about others.
        criterion: mean of the raters' criteria, d' units; below 0 they tend to say real.
        criterion_sd: of the raters' criteria.
        rater_sd: of what one rater adds to a comparison of two methods, in log-odds.
        item_sd: of what one clip adds.
        side_bias: what the first place on the screen adds, in log-odds.
        lapse: share of answers given at random.
        cheaters: share of raters who answer everything at random, and fast.
        naming: share of expressions named right at degree 1; chance at degree 0.
        rating_noise: standard deviation of one rating of intensity, 0 to 100.
    """

    strengths: Mapping[str, float]
    sensitivity: Mapping[str, float] = field(default_factory=dict)
    criterion: float = 0.0
    criterion_sd: float = 0.0
    rater_sd: float = 0.5
    item_sd: float = 0.5
    side_bias: float = 0.0
    lapse: float = 0.0
    cheaters: float = 0.0
    naming: float = 0.9
    rating_noise: float = 10.0


def expected_preference(taste: Taste, ours: str, other: str) -> float:
    """How often honest raters choose ours over another, over all raters, clips and sides."""
    gap = taste.strengths[ours] - taste.strengths[other]
    sd = float(np.hypot(taste.rater_sd, taste.item_sd))
    sides = [marginal(gap + side, sd) for side in (taste.side_bias, -taste.side_bias)]
    return (1 - taste.lapse) * sum(sides) / 2 + taste.lapse / 2
