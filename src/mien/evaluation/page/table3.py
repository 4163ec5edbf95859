"""SSIM by method and expression: the paper's Table 3."""

from dataclasses import dataclass

from mien.evaluation.cells import expressions, ranked
from mien.evaluation.report import Report
from mien.metrics.bootstrap import Interval


@dataclass(frozen=True)
class Cell:
    """One method on one expression, or on all.

    Attributes:
        interval: None where the method lacks the expression.
        best: whether it is the greatest of what may be ranked.
        part: of how many of the clips, in words; empty for all of them.
    """

    interval: Interval | None
    best: bool = False
    part: str = ""


@dataclass(frozen=True)
class Line:
    """One method."""

    name: str
    cells: tuple[Cell, ...]


def table3(report: Report) -> list[Line]:
    """All methods, in the order of the tables."""
    names = dict.fromkeys(row.animator for row in report.rows)
    return [
        Line(name, tuple(_cell(report, name, expression) for expression in expressions(report)))
        for name in names
    ]


def _cell(report: Report, name: str, expression: str) -> Cell:
    for row in report.rows:
        if (row.animator, row.expression) == (name, expression):
            rivals = ranked(report, expression)
            best = max(rival.intervals["ssim"].value for rival in rivals)
            own = row.intervals["ssim"]
            part = f"{row.clips} of {report.clips(expression)} clips" if report.partial(row) else ""
            return Cell(own, best=row in rivals and own.value == best, part=part)
    return Cell(None)
