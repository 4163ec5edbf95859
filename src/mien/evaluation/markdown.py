"""The report's tables for people."""

import math
from collections.abc import Iterator, Mapping, Sequence

from mien.evaluation.comparisons import ALL, Comparison
from mien.evaluation.metric import Group
from mien.evaluation.report import KERNEL, Report, Row
from mien.evaluation.table import METRICS
from mien.metrics.bootstrap import Interval

GROUPS: Mapping[Group, str] = {
    "likeness": "Likeness",
    "motion": "Motion",
    "face": "Person and expression",
}
"""The tables of an expression and their headings."""

COMPARED = ("ssim", "mouth_ssim", "st_lpips", "mouth_st_lpips", "displacement", "akd")
"""Metrics whose comparisons are shown; `report.json` has all."""

NOTES = """\
Frames of degree above 0 against the true frames of the same degree; mean over people of each
person's clips, with the 95 % bootstrap interval over people. `still` is the unchanged photo,
`truth` the true frames themselves: what a perfect method would score.
"""

LAST = """\
- kernel distance (less is better): of the set of frames at the greatest degree from the set of the
  true ones, in ST-LPIPS's AlexNet, times 1,000
- f(I, 0) = I: clips where the frame of degree 0 is the photo bit for bit
"""

BEST = {
    "more": " (more is better)",
    "less": " (less is better)",
    "one": " (1 is best)",
    None: "",
}


def to_markdown(report: Report) -> str:
    """Tables for all expressions together and for each, and the comparisons of methods."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from _head(report.setting)
    for expression in dict.fromkeys(row.expression for row in report.rows):
        yield from ("", f"## {'All expressions' if expression == ALL else expression}")
        rows = [row for row in report.rows if row.expression == expression]
        for group, heading in GROUPS.items():
            yield from ("", f"### {heading}", "", *_table(group, rows))
        pairs = [one for one in report.comparisons if one.expression == expression]
        yield from _compared(pairs)
    if report.skipped:
        yield from ("", "## Skipped: expressions that a method lacks", "")
        for name, counts in report.skipped.items():
            listed = ", ".join(f"{expression} ({n} clips)" for expression, n in counts.items())
            yield f"- {name}: {listed}"
    yield from ("", NOTES)
    yield from (f"- {metric.heading}{BEST[metric.best]}: {metric.note}" for metric in METRICS)
    yield LAST.rstrip()


def _head(setting: Mapping[str, object]) -> Iterator[str]:
    yield "# Evaluation"
    yield ""
    yield (
        f"{setting['clips']} clips of {setting['people']} people (split `{setting['split']}`), "
        f"{setting['size']} x {setting['size']} pixels."
    )
    if setting["st_lpips_step"] not in (None, 1):
        yield ""
        yield f"ST-LPIPS saw one frame in {setting['st_lpips_step']}, counted back from the last."


def _table(group: Group, rows: Sequence[Row]) -> Iterator[str]:
    columns = list(_columns(group))
    tail = list(_tail(group, rows[0]))
    yield _line("method", *(heading for _, heading, _ in columns), *tail)
    yield f"|{'---|' * (1 + len(columns) + len(tail))}"
    for row in rows:
        cells = [_shown(row.intervals[name], digits) for name, _, digits in columns]
        yield _line(row.animator, *cells, *_tail(group, row).values())


def _columns(group: Group) -> Iterator[tuple[str, str, int]]:
    """Names of intervals, their headings and their decimals."""
    for metric in METRICS:
        if metric.group == group:
            yield metric.name, metric.heading, metric.decimals
            if metric.share:
                yield metric.share.name, metric.share.heading, 2
    if group == "likeness":
        yield KERNEL, "kernel distance", 2


def _tail(group: Group, row: Row) -> dict[str, str]:
    """Columns that are no means, by heading."""
    if group == "motion":
        return {"least Spearman": _number(row.least_spearman, 3)}
    if group == "likeness":
        return {
            "f(I, 0) = I": f"{row.unchanged}/{row.clips}",
            "clips": str(row.clips),
            "people": str(row.intervals["ssim"].people),
        }
    return {}


def _compared(pairs: Sequence[Comparison]) -> Iterator[str]:
    """Differences of pairs of methods, by metric; those beyond chance are in bold."""
    found = {(one.animator, one.other, one.metric): one for one in pairs}
    shown = [one for one in METRICS if one.name in COMPARED]
    names = dict.fromkeys((one.animator, one.other) for one in pairs)
    if not names:
        return
    yield from ("", "### Differences", "")
    yield "Over people, with 95 % intervals; p by a paired permutation test, after Holm's"
    yield "adjustment for all pairs of the column. Bold: below .05. Displacement: how far off 1."
    yield ""
    yield _line("", *(metric.heading for metric in shown))
    yield f"|{'---|' * (1 + len(shown))}"
    for first, second in names:
        cells = [
            _difference(found.get((first, second, metric.name)), metric.decimals)
            for metric in shown
        ]
        yield _line(f"{first} - {second}", *cells)


def _difference(one: Comparison | None, digits: int) -> str:
    if one is None:
        return "-"
    text = f"{_shown(one.difference, digits)}, p = {_number(one.p_holm, 3)}"
    return f"**{text}**" if one.better else text


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(interval: Interval, digits: int) -> str:
    value = _number(interval.value, digits)
    if math.isnan(interval.low):
        return value
    return f"{value} [{_number(interval.low, digits)}, {_number(interval.high, digits)}]"


def _number(value: float, digits: int) -> str:
    return "-" if math.isnan(value) else f"{value:.{digits}f}"
