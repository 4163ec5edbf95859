"""A report and its pictures as one page that needs no other file."""

from importlib.resources import files
from typing import Any, Final

from mien.evaluation import cells
from mien.evaluation.comparisons import ALL
from mien.evaluation.entrant import TOLD, TRUTH
from mien.evaluation.page import published, verdicts
from mien.evaluation.page.curves import HEIGHT, WIDTH
from mien.evaluation.page.pictures import Pictures
from mien.evaluation.report import Report
from mien.evaluation.table import METRICS

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
        metrics=METRICS,
        expressions=cells.expressions(report),
        leads=verdicts.leads(report),
        sentences=[*verdicts.sentences(report)],
        published=published.PUBLISHED,
        ours=published.ours(report),
        columns=(*published.EXPRESSIONS, published.MEAN),
        names=[*dict.fromkeys(row.animator for row in report.rows)],
        table3=_table3(report),
        command=report.setting.get("command", ""),
        step=report.setting["st_lpips_step"],
    )


def kind(source: str) -> str:
    """What sort of clips a source makes, in words."""
    return KINDS.get(source.partition("/")[0], "")


def _table3(report: Report) -> list[dict[str, Any]]:
    """SSIM by method and expression; the best of each column that is no truth is marked."""
    names = [*dict.fromkeys(row.animator for row in report.rows)]
    found = {(row.animator, row.expression): row.intervals["ssim"] for row in report.rows}
    best = {
        expression: max(
            found[key].value for key in found if key[1] == expression and key[0] not in TOLD
        )
        for expression in cells.expressions(report)
    }
    return [
        {
            "name": name,
            "cells": [
                {
                    "interval": found.get((name, expression)),
                    "best": name not in TOLD
                    and (name, expression) in found
                    and found[name, expression].value == best[expression],
                }
                for expression in cells.expressions(report)
            ],
        }
        for name in names
    ]
