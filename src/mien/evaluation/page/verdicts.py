"""What the comparisons come to, in words."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mien.evaluation.cells import expressions, heading, number, ranked, shown
from mien.evaluation.comparisons import ALL, Comparison
from mien.evaluation.metric import Metric
from mien.evaluation.page.choice import methods_of
from mien.evaluation.report import Report
from mien.evaluation.table import METRICS

DECIDING: Final = ("ssim", "st_lpips")
"""Metrics by which methods are ranked in words."""

DECIDING_ON_PHOTOS: Final = ("spearman", "recognised")
"""The same where there is no truth."""


@dataclass(frozen=True)
class Lead:
    """Who is first and who is second.

    Attributes:
        metric: its heading.
        expression: as a heading.
        first: name of the best method or of the unchanged photo.
        second: the next.
        difference: of the first less the second, with its interval and the adjusted p.
        apart: whether the two are told apart.
        outside: whether the first's mean lies outside the second's interval.
    """

    metric: str
    expression: str
    first: str
    second: str
    difference: str
    apart: bool
    outside: bool


def leads(report: Report) -> list[Lead]:
    """First and second by each deciding metric, for all expressions together and for each."""
    found = (
        _lead(report, metric, expression)
        for metric in _deciding(report)
        for expression in expressions(report)
    )
    return [lead for lead in found if lead]


def sentences(report: Report) -> Iterator[str]:
    """For each deciding metric and method: whom it beats over all expressions, and who beats it."""
    for metric in _deciding(report):
        own = [c for c in report.comparisons if (c.metric, c.expression) == (metric.name, ALL)]
        for name in methods_of(report):
            met = [one for one in own if name in (one.animator, one.other)]
            if met:
                yield f"By {metric.heading}, {name} {_standing(name, met)}."


def _standing(name: str, met: Sequence[Comparison]) -> str:
    groups: dict[str, list[str]] = {"beats": [], "loses to": [], "is not told apart from": []}
    for one in met:
        other = one.other if one.animator == name else one.animator
        verdict = "beats" if one.better == name else "loses to"
        groups[verdict if one.better else "is not told apart from"].append(other)
    return "; ".join(f"{verb} {_listed(names)}" for verb, names in groups.items() if names)


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _deciding(report: Report) -> tuple[Metric, ...]:
    names = DECIDING if report.known else DECIDING_ON_PHOTOS
    return tuple(metric for metric in METRICS if metric.name in names)


def _lead(report: Report, metric: Metric, expression: str) -> Lead | None:
    names = {n for c in report.comparisons for n in (c.animator, c.other)}
    rows = {
        row.animator: row.intervals[metric.name]
        for row in ranked(report, expression)
        if row.animator in names
    }
    known = [name for name, interval in rows.items() if not math.isnan(interval.value)]
    known.sort(key=lambda name: rows[name].value, reverse=metric.best == "more")
    if len(known) < 2:
        return None
    first, second = known[:2]
    for one in report.comparisons:
        if (one.metric, one.expression) == (metric.name, expression) and {first, second} == {
            one.animator,
            one.other,
        }:
            value, rival = rows[first].value, rows[second]
            return Lead(
                metric=metric.heading,
                expression=heading(expression),
                first=first,
                second=second,
                difference=_difference(one, metric),
                apart=bool(one.better),
                outside=value < rival.low or value > rival.high,
            )
    return None


def _difference(one: Comparison, metric: Metric) -> str:
    told = shown(one.difference, metric.decimals)
    return f"{one.animator} - {one.other}: {told}, p = {number(one.p_holm, 3)}"
