"""Where the variance of a preference rate comes from: raters, clips, and the answers' own noise."""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.optimize import brentq  # type: ignore[import-untyped] # no stubs
from scipy.special import expit  # type: ignore[import-untyped] # no stubs

_NODES, _RAW = hermegauss(61)
_WEIGHTS = _RAW / _RAW.sum()


@dataclass(frozen=True, kw_only=True)
class Components:
    """Variance of one answer (0 or 1), split; the three add up to p (1 - p).

    Attributes:
        raters: of the raters' own rates.
        items: of the clips' own rates.
        answers: what is left.
    """

    raters: float
    items: float
    answers: float

    def of_rate(self, raters: int, items: int, answers: int) -> float:
        """Variance of a rate over so many raters, items and answers in all, evenly spread."""
        return self.raters / raters + self.items / items + self.answers / answers


def marginal(log_odds: float, sd: float) -> float:
    """Mean of the logistic function over a normal variable of this mean and standard deviation."""
    return float(_WEIGHTS @ expit(log_odds + sd * _NODES))


def log_odds(rate: float, sd: float) -> float:
    """The inverse of `marginal` in its first argument, for a rate between 0 and 1, both out."""
    reach = 10 * (1 + sd) + abs(np.log(rate / (1 - rate))) * (1 + sd)
    return float(brentq(lambda middle: marginal(middle, sd) - rate, -reach, reach))


def components(rate: float, rater_sd: float, item_sd: float) -> Components:
    """Split the variance of an answer by the law of total variance.

    The log-odds of an answer are a constant plus independent normal effects of rater and clip.

    Args:
        rate: mean over raters and clips, in (0, 1).
        rater_sd: standard deviation of the raters' effects, in log-odds.
        item_sd: of the clips'.
    """
    middle = log_odds(rate, float(np.hypot(rater_sd, item_sd)))
    grid = expit(middle + rater_sd * _NODES[:, None] + item_sd * _NODES)
    raters = float(_WEIGHTS @ (grid @ _WEIGHTS) ** 2 - rate**2)
    items = float(_WEIGHTS @ (_WEIGHTS @ grid) ** 2 - rate**2)
    raters, items = max(raters, 0.0), max(items, 0.0)
    return Components(raters=raters, items=items, answers=rate * (1 - rate) - raters - items)
