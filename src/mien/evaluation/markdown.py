"""The report's tables for people."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mien.evaluation.cells import (
    BEST,
    GROUPS,
    columns,
    compared,
    expressions,
    heading,
    metrics,
    number,
    oracle_note,
    pairs,
    row_head,
    shown,
    tail,
    unmeasured,
)
from mien.evaluation.comparisons import Comparison
from mien.evaluation.metric import Group
from mien.evaluation.report import Report, Row

NOTES = """\
Frames of degree above 0 against the true frames of the same degree; mean over people of each
person's clips, with the 95 % bootstrap interval over people. `still` is the unchanged photo,
`truth` the true frames themselves: what a perfect method would score.
"""

NOTES_ON_PHOTOS = """\
Frames of degree above 0; there is no truth to hold them against. Mean over photos, with the 95 %
bootstrap interval over photos. `still` is the unchanged photo.
"""

LAST = (
    "- kernel distance (less is better): of the set of frames at the greatest degree from the set "
    "of the\n  true ones, in ST-LPIPS's AlexNet, times 1,000",
    "- f(I, 0) = I: clips where the frame of degree 0 is the photo bit for bit",
)


def to_markdown(report: Report) -> str:
    """Tables for all expressions together and for each, and the comparisons of methods."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from _head(report)
    yield from (line for text in unmeasured(report) for line in ("", f"**{text}**"))
    for expression in expressions(report):
        yield from ("", f"## {heading(expression)}")
        rows = [row for row in report.rows if row.expression == expression]
        for group, title in GROUPS.items():
            yield from ("", f"### {title}", "", *_table(group, report, rows))
        yield from _compared(report, expression)
    yield from _not_drawn(report)
    yield from ("", NOTES if report.known else NOTES_ON_PHOTOS)
    if note := oracle_note(report):
        yield from (note, "")
    for metric in metrics(report):
        yield f"- {metric.heading}{BEST[metric.best]}: {metric.note}"
    yield from LAST if report.known else LAST[1:]


def _not_drawn(report: Report) -> Iterator[str]:
    if report.skipped:
        yield from ("", "## Skipped: expressions that a method lacks", "")
        for name, counts in report.skipped.items():
            listed = ", ".join(f"{expression} ({n} clips)" for expression, n in counts.items())
            yield f"- {name}: {listed}"
    if report.failed:
        yield from ("", "## Failed: clips that a method could not draw", "")
        for name, reasons in report.failed.items():
            yield from (f"- {name}, {clip}: {why}" for clip, why in reasons.items())


def _head(report: Report) -> Iterator[str]:
    setting = report.setting
    yield "# Evaluation"
    yield ""
    if not report.known:
        yield from _photos(setting)
        return
    yield (
        f"{setting['clips']} clips of {setting['people']} people (split `{setting['split']}`), "
        f"{setting['size']} x {setting['size']} pixels."
    )
    if setting["st_lpips_step"] not in (None, 1):
        yield ""
        yield f"ST-LPIPS saw one frame in {setting['st_lpips_step']}, counted back from the last."


def _photos(setting: Mapping[str, Any]) -> Iterator[str]:
    yield f"{setting['people']} photos, {setting['clips']} clips, without truth."
    if setting["refused"]:
        yield from ("", "Left out, since no face could be used:", "")
        yield from (f"- {name}: {why}" for name, why in setting["refused"].items())


def _table(group: Group, report: Report, rows: Sequence[Row]) -> Iterator[str]:
    own, last = list(columns(report, group)), list(tail(group, rows[0]))
    yield _line("method", *(title for _, title, _ in own), *last)
    yield f"|{'---|' * (1 + len(own) + len(last))}"
    for row in rows:
        cells = [shown(row.intervals[name], digits) for name, _, digits in own]
        yield _line(row_head(report, row), *cells, *tail(group, row).values())


def _compared(report: Report, expression: str) -> Iterator[str]:
    """Differences of pairs of methods, by metric; those beyond chance are in bold."""
    found = [one for one in report.comparisons if one.expression == expression]
    if not found:
        return
    yield from ("", "### Differences", "")
    yield "Over people, with 95 % intervals; p by a paired permutation test, after Holm's"
    yield "adjustment for all pairs of the column. Bold: below .05. Displacement: how far off 1."
    yield ""
    shown_metrics = compared(report)
    yield _line("", *(metric.heading for metric in shown_metrics))
    yield f"|{'---|' * (1 + len(shown_metrics))}"
    for (first, second), by_metric in pairs(found).items():
        cells = [
            _difference(by_metric.get(metric.name), metric.decimals) for metric in shown_metrics
        ]
        yield _line(f"{first} - {second}", *cells)


def _difference(one: Comparison | None, digits: int) -> str:
    if one is None:
        return "-"
    text = f"{shown(one.difference, digits)}, p = {number(one.p_holm, 3)}"
    return f"**{text}**" if one.better else text


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
