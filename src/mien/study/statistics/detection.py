"""Is this clip real: the rows of Table 2, sensitivity and criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm  # type: ignore[import-untyped] # no stubs

from mien.study.answers import TRUTH, Verdict
from mien.study.statistics.clusters import Bootstrap, Estimate, Values, columns, estimates, two_way
from mien.study.statistics.preference import Row
from mien.study.statistics.shares import Said, shares

CHANCE = 0.5


@dataclass(frozen=True, kw_only=True)
class Detection:
    """How well raters tell a method's clips from real ones.

    Attributes:
        sensitivity: d' = z(hits) - z(false alarms); 0 where they cannot be told apart.
        criterion: c = -(z(hits) + z(false alarms)) / 2; below 0 raters tend to say real.
    """

    sensitivity: Estimate
    criterion: Estimate


def fooling_rows(verdicts: Sequence[Verdict], bootstrap: Bootstrap) -> tuple[Row, ...]:
    """Table 2: how often each method's clips were said to be real; real clips last."""
    methods = sorted({one.method for one in verdicts}, key=lambda name: (name == TRUTH, name))
    return tuple(
        Row(
            label="Real clips" if method == TRUTH else method,
            chance=CHANCE,
            cells=shares(
                [
                    Said(
                        rater=one.rater,
                        item=one.item,
                        expression=one.expression,
                        yes=one.said_real,
                    )
                    for one in verdicts
                    if one.method == method
                ],
                bootstrap,
            ),
        )
        for method in methods
    )


def detections(verdicts: Sequence[Verdict], bootstrap: Bootstrap) -> Mapping[str, Detection]:
    """Sensitivity and criterion of each method against the real clips, over all raters' answers.

    A hit is a real clip that is said to be real, a false alarm a method's clip that is. Both rates
    are (count + 0.5) / (answers + 1), the log-linear correction (Hautus 1995).

    Returns:
        By method; empty where no real clip was shown.
    """
    methods = sorted({one.method for one in verdicts} - {TRUTH})
    if all(one.method != TRUTH for one in verdicts):
        return {}
    return {method: _detection(verdicts, method, bootstrap) for method in methods}


def _detection(verdicts: Sequence[Verdict], method: str, bootstrap: Bootstrap) -> Detection:
    own = [one for one in verdicts if one.method in (method, TRUTH)]
    shown = columns(np.array([one.method == TRUTH for one in own], np.intp))
    said = np.array([[one.said_real] for one in own], np.float64)

    def measures(weights: Values) -> Values:
        rates = (weights @ (shown * said) + 0.5) / (weights @ shown + 1)
        false_alarms, hits = norm.ppf(rates).T
        return np.stack([hits - false_alarms, -(hits + false_alarms) / 2], axis=1)

    spread = two_way(measures, [one.rater for one in own], [one.item for one in own], bootstrap)
    sensitivity, criterion = estimates(spread)
    return Detection(sensitivity=sensitivity, criterion=criterion)
