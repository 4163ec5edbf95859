"""A report and its pictures as one page that needs no other file."""

from importlib.resources import files
from typing import Final

from mien.evaluation import cells
from mien.evaluation.comparisons import ALL
from mien.evaluation.entrant import TRUTH
from mien.evaluation.page import published, verdicts
from mien.evaluation.page.curves import HEIGHT, WIDTH
from mien.evaluation.page.pictures import Pictures
from mien.evaluation.page.table3 import table3
from mien.evaluation.report import Report

KINDS: Final = {
    "puppet": "synthetic: photos that a face mesh has moved",
    "photo pair": "synthetic: what lies between two photos of a person",
    "CK+": "recorded",
    "videos": "recorded",
}
"""What sort of clips a source makes."""


def to_html(report: Report, pictures: Pictures) -> str:
    """The page; everything in it is escaped."""
    import jinja2  # noqa: PLC0415 - only the page needs it

    text = files("mien.evaluation.page").joinpath("page.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals.update(cells=cells, ALL=ALL, TRUTH=TRUTH, WIDTH=WIDTH, HEIGHT=HEIGHT)
    environment.filters.update(kind=kind, label=cells.label)
    return environment.from_string(text).render(
        report=report,
        pictures=pictures,
        metrics=cells.metrics(report),
        expressions=cells.expressions(report),
        leads=verdicts.leads(report),
        sentences=[*verdicts.sentences(report)],
        published=published.PUBLISHED,
        ours=published.ours(report),
        columns=(*published.EXPRESSIONS, published.MEAN),
        names=[*dict.fromkeys(row.animator for row in report.rows)],
        table3=table3(report) if report.known else (),
        command=report.setting.get("command", ""),
        step=report.setting["st_lpips_step"],
    )


def kind(source: str) -> str:
    """What sort of clips a source makes, in words."""
    return KINDS.get(source.partition("/")[0], "")
