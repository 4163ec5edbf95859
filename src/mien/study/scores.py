"""Figures of an evaluation, as the taste of made-up raters may rest on them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

from mien.errors import MienError
from mien.study.answers import TRUTH
from mien.study.study import Clip

REPORT = "report.json"
FORMAT = 2
"""Of the report."""

Key = tuple[str, str, str]
"""Method, person, expression."""


@dataclass(frozen=True)
class Scores:
    """What `mien evaluate` measured.

    Attributes:
        path: of the report.
        best: for each metric, which value is best: `more`, `less`, `one`, or None.
        figures: by metric and clip; of several clips of one thing, the mean.
    """

    path: Path
    best: Mapping[str, str | None]
    figures: Mapping[str, Mapping[Key, float]]

    def value(self, metric: str, clip: Clip) -> float:
        """A clip's figure.

        Raises:
            MienError: it was not measured.
        """
        stimulus = clip.stimulus
        key = (clip.method, stimulus.item, stimulus.expression)
        try:
            return self.figures[metric][key]
        except KeyError as error:
            raise MienError(
                f"{self.path} does not say {metric!r} of {clip.method}'s clip of {stimulus.item}, "
                f"{stimulus.expression}: evaluate the same methods on the same clips, with the "
                "same names."
            ) from error

    def merit(self, metric: str, clips: Iterable[Clip]) -> dict[Clip, float]:
        """How good each clip is by a metric, in standard deviations of the methods' clips.

        The greater, the better, whichever way the metric runs; the methods' clips have mean 0. True
        clips are measured on the same scale.

        Raises:
            MienError: the metric has no best value, or tells the methods' clips not apart.
        """
        best = self.best.get(metric)
        if best is None:
            usable = ", ".join(name for name, way in self.best.items() if way)
            raise MienError(f"{metric!r} says nothing of what is better. Choose one of: {usable}.")
        goods = {clip: _good(self.value(metric, clip), best) for clip in clips}
        drawn = [good for clip, good in goods.items() if clip.method != TRUTH]
        middle, spread = fmean(drawn), pstdev(drawn)
        if not spread > 0:
            raise MienError(f"{metric!r} is the same of all clips: choose another metric.")
        return {clip: (good - middle) / spread for clip, good in goods.items()}


def read_scores(folder: Path) -> Scores:
    """Read the report that `mien evaluate` wrote.

    Args:
        folder: of the report.

    Raises:
        MienError: there is none, or another version wrote it.
    """
    path = folder / REPORT
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        found = document["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MienError(f"{path} cannot be read as a report of mien evaluate: {error}.") from error
    if found != FORMAT:
        raise MienError(f"{path} has format {found}, but this version of mien reads {FORMAT}.")
    try:
        best = {metric["name"]: metric["best"] for metric in document["metrics"]}
        figures = {name: _figures(document["figures"], name) for name in best}
    except (KeyError, TypeError) as error:
        raise MienError(f"{path} is damaged: {error!r}. Evaluate again.") from error
    return Scores(path=path, best=best, figures=figures)


def _figures(rows: Iterable[Mapping[str, Any]], metric: str) -> dict[Key, float]:
    found: dict[Key, list[float]] = defaultdict(list)
    for row in rows:
        if row.get(metric) is not None:
            found[row["animator"], row["person"], row["expression"]].append(float(row[metric]))
    return {key: fmean(values) for key, values in found.items()}


def _good(value: float, best: str) -> float:
    """A figure as a number of which more is better."""
    if best == "one":
        return -abs(value - 1)
    return value if best == "more" else -value
