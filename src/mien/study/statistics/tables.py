"""Tables 1 and 2 in the paper's shape, and the other findings, as Markdown."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from mien.study.statistics.clusters import Estimate
from mien.study.statistics.preference import Row
from mien.study.statistics.shares import MEAN, Share
from mien.study.statistics.tally import Tally

SIMULATED = "SIMULATED: these answers were made up by a program. No person was asked."

NOTES = """\
A cell is the mean over raters of each rater's own share, the last column the mean of the cells
before it (the paper's rule). In brackets the {level:.0%} interval over raters and clips; for
the pooled share, Wilson's, which takes all answers as independent and is too narrow where raters or
clips differ. A share can be told from chance where the interval leaves chance out.
"""


def to_markdown(tally: Tally) -> str:
    """Everything that people read."""
    return "\n".join(_lines(tally)) + "\n"


def paper_tables(tally: Tally) -> Iterator[str]:
    """Tables 1 and 2, each with its heading; a table without rows is left out."""
    tables = (
        ("Table 1", "Which video looks more realistic?", tally.preferences),
        ("Table 2", "Is this video real? Share that said yes", tally.fooling),
    )
    mark = " (SIMULATED)" if tally.simulated else ""
    for name, question, rows in tables:
        if rows:
            yield from (f"## {name}{mark}", "", *_cells(question, rows), "")


def _lines(tally: Tally) -> Iterator[str]:
    yield from ("# User study" + (" (SIMULATED)" if tally.simulated else ""), "")
    if tally.simulated:
        yield from (f"**{SIMULATED}**", "")
    yield from (*paper_tables(tally), NOTES.format(level=tally.bootstrap.level))
    yield from _wilsons(tally)
    yield from _excluded(tally)
    yield from _bias(tally)
    yield from _ranking(tally)
    yield from _seeing(tally)
    yield from _naming(tally)
    yield from _rating(tally)


def _cells(question: str, rows: Sequence[Row]) -> Iterator[str]:
    names = [name for name in dict.fromkeys(n for row in rows for n in row.cells) if name != MEAN]
    yield from _head([question, *(name.capitalize() for name in names), "Mean"])
    for row in rows:
        shown = [_percent(row.cells.get(name)) for name in (*names, MEAN)]
        yield _line([row.label, *shown])


def _wilsons(tally: Tally) -> Iterator[str]:
    yield from ("## Cells", "")
    yield from _head(
        ["", "expression", "pooled, Wilson", "answers", "raters", "portraits", "chance"]
    )
    for row in (*tally.preferences, *tally.fooling):
        for name, cell in row.cells.items():
            ends = f"[{cell.wilson_low:.1%}, {cell.wilson_high:.1%}]"
            sizes = [str(n) for n in (cell.answers, cell.raters, cell.items)]
            yield _line([row.label, name, f"{cell.pooled:.1%} {ends}", *sizes, f"{row.chance:.0%}"])
    yield ""


def _excluded(tally: Tally) -> Iterator[str]:
    screening = tally.screening
    rules = asdict(tally.rules)
    yield from ("## Raters", "")
    yield (
        f"{screening.raters} raters count. {len(screening.excluded)} were excluded with "
        f"{screening.dropped} answers; {screening.repeated} second answers to one question were "
        "dropped."
    )
    yield from ("", "Rules: " + ", ".join(f"{name} {value:g}" for name, value in rules.items()), "")
    if screening.excluded:
        yield from _head(["rule", "raters who broke it"])
        yield from (_line([name, str(count)]) for name, count in screening.by_rule.items())
        yield ""
        yield from (f"- {rater}: {', '.join(why)}" for rater, why in screening.excluded.items())
        yield ""


def _bias(tally: Tally) -> Iterator[str]:
    if tally.positions:
        yield from ("## Places on the screen", "")
        yield from _head(["", "chosen", "chance"])
        for row in tally.positions:
            yield _line([row.label, _percent(row.cells[MEAN]), f"{row.chance:.1%}"])
        yield ""


def _ranking(tally: Tally) -> Iterator[str]:
    if tally.tops:
        yield from ("## Best of all", "", *_cells("First places", tally.tops), "")
    if tally.strengths:
        yield from ("## Ranking (Bradley-Terry, Luce)", "", *_head(["method", "log-strength"]))
        yield from _estimates(tally.strengths.methods)
        yield from ("", *_head(["", "log-odds against the first place"]))
        yield from (*_estimates(tally.strengths.places), "")


def _seeing(tally: Tally) -> Iterator[str]:
    if tally.detections:
        yield from ("## Real or not", "", *_head(["method", "d'", "criterion"]))
        for name, found in tally.detections.items():
            yield _line([name, _estimate(found.sensitivity), _estimate(found.criterion)])
        yield ""
    yield from ("## Agreement (Krippendorff's alpha)", "", *_head(["question", "alpha"]))
    yield from (*_estimates(tally.agreements), "")


def _naming(tally: Tally) -> Iterator[str]:
    if tally.confusions:
        rows = [found.right for found in tally.confusions]
        yield from ("## Expressions named right", "", *_cells("Method", rows), "")
    for found in tally.confusions:
        yield from (f"### {found.method}: shown (rows), named (columns)", "")
        yield from _head(["", *found.named])
        for name, counts in found.counts.items():
            yield _line([name, *map(str, counts)])
        yield ""


def _rating(tally: Tally) -> Iterator[str]:
    if tally.calibrations:
        yield from ("## Intensity", "")
        yield from _head(["method", "expression", "degree", "rating", "rising", "Spearman"])
        for found in tally.calibrations:
            rows = zip(found.degrees, found.ratings, found.rising, strict=True)
            for degree, rating, rising in rows:
                said = [f"{degree:g}", _estimate(rating, 1), _estimate(rising, 1)]
                spearman = _estimate(found.spearman)
                yield _line([found.method, found.expression, *said, spearman])
        yield ""


def _estimates(found: Mapping[str, Estimate]) -> Iterator[str]:
    return (_line([name, _estimate(one)]) for name, one in found.items())


def _estimate(one: Estimate, digits: int = 2) -> str:
    if math.isnan(one.value):
        return "-"
    value = f"{one.value:.{digits}f}"
    return (
        value if math.isnan(one.low) else f"{value} [{one.low:.{digits}f}, {one.high:.{digits}f}]"
    )


def _percent(cell: Share | None) -> str:
    if cell is None:
        return "-"
    return (
        f"{cell.rate:.1%}"
        if math.isnan(cell.low)
        else f"{cell.rate:.1%} [{cell.low:.1%}, {cell.high:.1%}]"
    )


def _head(headings: Sequence[str]) -> Iterator[str]:
    yield _line(headings)
    yield f"|{'---|' * len(headings)}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
