"""What the report's tables have in common, whether in Markdown or on the page."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from mien.evaluation.comparisons import ALL, Comparison
from mien.evaluation.entrant import MORPH, TOLD
from mien.evaluation.instruments import Instrument
from mien.evaluation.metric import Group, Metric
from mien.evaluation.report import KERNEL, Report, Row
from mien.evaluation.table import METRICS
from mien.metrics.bootstrap import Interval

GROUPS: Mapping[Group, str] = {
    "likeness": "Likeness",
    "motion": "Motion",
    "face": "Person and expression",
}
"""The tables of an expression and their headings."""

COMPARED: Final = ("ssim", "mouth_ssim", "st_lpips", "mouth_st_lpips", "displacement", "akd")
"""Metrics whose comparisons are shown; `report.json` has all."""

COMPARED_ON_PHOTOS: Final = ("outside", "at_zero", "spearman", "reversals", "recognised")
"""The same where there is no truth."""

SEEN_BY: Mapping[Instrument, str] = {
    "network": "ST-LPIPS and kernel distance",
    "track": "landmarks and motion",
    "embed": "identity",
    "recognise": "the expression that is recognised",
}
"""What is not measured without an instrument."""

BEST: Final = {
    "more": " (more is better)",
    "less": " (less is better)",
    "one": " (1 is best)",
    None: "",
}

ORACLE_NOTE: Final = (
    "morph is an oracle: it is given the true frame of the greatest degree and draws the way there "
    "only, so that it is no rival and is compared with none. What is measured at the greatest "
    "degree alone cannot be asked of it and shows a dash."
)
"""What the oracle is."""


def metrics(report: Report) -> tuple[Metric, ...]:
    """Those that could be asked for: all, or what needs no truth where there is none."""
    return tuple(metric for metric in METRICS if report.known or not metric.truth)


def unmeasured(report: Report) -> tuple[str, ...]:
    """What could have been measured with other instruments, and why it was not, a line each."""
    setting: Mapping[str, Any] = report.setting
    at_hand, missing = setting["instruments"], setting["missing"]
    asked = {metric.needs for metric in metrics(report)}
    return tuple(
        f"Not measured: {SEEN_BY[name]}. {missing.get(name, 'Left out on request.')}"
        for name in get_args(Instrument)
        if name in asked and name not in at_hand
    )


def columns(report: Report, group: Group) -> Iterator[tuple[str, str, int]]:
    """Names of intervals, their headings and their decimals."""
    for metric in metrics(report):
        if metric.group == group:
            yield metric.name, metric.heading, metric.decimals
            if metric.share:
                yield metric.share.name, metric.share.heading, 2
    if group == "likeness" and report.known:
        yield KERNEL, "kernel distance", 2


def tail(group: Group, row: Row) -> dict[str, str]:
    """Columns that are no means, by heading."""
    if group == "motion":
        return {"least Spearman": number(row.least_spearman, 3)}
    if group == "likeness":
        return {
            "f(I, 0) = I": f"{row.unchanged}/{row.clips}",
            "clips": str(row.clips),
            "people": str(row.intervals["at_zero"].people),
        }
    return {}


def compared(report: Report) -> tuple[Metric, ...]:
    """The metrics whose comparisons are shown, in the order of the table."""
    names = COMPARED if report.known else COMPARED_ON_PHOTOS
    return tuple(metric for metric in METRICS if metric.name in names)


def expressions(report: Report) -> tuple[str, ...]:
    """`ALL` first, then every expression."""
    return tuple(dict.fromkeys(row.expression for row in report.rows))


def heading(expression: str) -> str:
    """An expression as a heading."""
    return "All expressions" if expression == ALL else expression


def pairs(
    found: Sequence[Comparison],
) -> dict[tuple[str, str], dict[str, Comparison]]:
    """Comparisons of one expression: by the two methods, then by the metric."""
    by_pair: dict[tuple[str, str], dict[str, Comparison]] = {}
    for one in found:
        by_pair.setdefault((one.animator, one.other), {})[one.metric] = one
    return by_pair


def label(name: str) -> str:
    """A method as tables and pictures call it."""
    return f"{name} (oracle)" if name == MORPH else name


def ranked(report: Report, expression: str) -> list[Row]:
    """Lines of an expression that compare: of what has not seen the peak, and drew every clip."""
    rows = [row for row in report.rows if row.expression == expression]
    return [row for row in rows if row.animator not in TOLD and not report.partial(row)]


def row_head(report: Report, row: Row) -> str:
    """The head of a method's line; it says where the line rests on a part of the clips."""
    name = label(row.animator)
    if not report.partial(row):
        return name
    return f"{name}, {row.clips} of {report.clips(row.expression)} clips"


def oracle_note(report: Report) -> str:
    """What the oracle is, for readers of the report; nothing if it takes no part."""
    return ORACLE_NOTE if any(row.animator == MORPH for row in report.rows) else ""


def span(interval: Interval, digits: int) -> str:
    """Both ends, or nothing where there are none."""
    if math.isnan(interval.low):
        return ""
    return f"[{number(interval.low, digits)}, {number(interval.high, digits)}]"


def shown(interval: Interval, digits: int) -> str:
    """A figure and both ends."""
    return f"{number(interval.value, digits)} {span(interval, digits)}".rstrip()


def number(value: float, digits: int) -> str:
    """A figure, or a dash where there is none; 0 has no sign."""
    return "-" if math.isnan(value) else f"{value:z.{digits}f}"
