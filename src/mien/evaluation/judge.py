"""Judge the frames that one method drew for one clip."""

import numpy as np

from mien.evaluation.attempt import Attempt
from mien.evaluation.entrant import MORPH
from mien.evaluation.figures import Figures
from mien.evaluation.instruments import pooled
from mien.evaluation.metric import Metric
from mien.evaluation.table import METRICS


def judge(name: str, one: Attempt) -> Figures:
    """Measure an attempt by every metric of the table that can be asked of it.

    What needs a missing instrument is not measured; on a photo, what needs the truth; of the
    oracle, what looks at the frame alone that it is given.

    Args:
        name: of the method.
        one: its frames, beside the truth.
    """
    clip, instruments = one.scene.clip, one.drawn.instruments
    values = {
        metric.name: metric.measure(one) if _asked(metric, name, one) else float("nan")
        for metric in METRICS
    }
    network = instruments.network if one.scene.known and name != MORPH else None
    peak = one.frames[one.scene.peak]
    return Figures(
        animator=name,
        clip=clip.id,
        person=clip.person,
        expression=clip.expression,
        values=values,
        unchanged=bool(np.array_equal(one.frames[0], one.scene.portrait)),
        degrees=tuple(clip.degrees),
        curve=tuple(one.curve.tolist()) if instruments.track else (),
        features=tuple(pooled(network, peak).tolist()) if network else (),
    )


def _asked(metric: Metric, name: str, one: Attempt) -> bool:
    given = name == MORPH and metric.at_peak
    known = one.scene.known or not metric.truth
    return one.drawn.instruments.has(metric.needs) and known and not given
