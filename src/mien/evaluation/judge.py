"""Judge the frames that one method drew for one clip."""

import numpy as np

from mien.evaluation.attempt import Attempt
from mien.evaluation.figures import Figures
from mien.evaluation.instruments import pooled
from mien.evaluation.table import METRICS


def judge(name: str, one: Attempt) -> Figures:
    """Measure an attempt by every metric of the table whose instrument is at hand.

    Args:
        name: of the method.
        one: its frames, beside the truth.
    """
    clip, instruments = one.scene.clip, one.drawn.instruments
    values = {
        metric.name: metric.measure(one) if instruments.has(metric.needs) else float("nan")
        for metric in METRICS
    }
    network, peak = instruments.network, one.frames[one.scene.peak]
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
