import re
from pathlib import Path

from mien.evaluation.markdown import GROUPS
from mien.evaluation.report import KERNEL
from mien.evaluation.table import METRICS

WORDS = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text()


def test_names_are_unique_and_so_are_headings():
    shares = [metric.share for metric in METRICS if metric.share]
    names = [one.name for one in (*METRICS, *shares)] + [KERNEL]
    headings = [one.heading for one in (*METRICS, *shares)]
    assert len(set(names)) == len(names)
    assert len(set(headings)) == len(headings)


def test_every_metric_is_in_a_table_of_the_report_and_has_a_direction_or_none():
    assert {metric.group for metric in METRICS} == set(GROUPS)
    metric = next(metric for metric in METRICS if metric.best == "one")
    assert (metric.off(1), metric.off(0.8), metric.off(1.25)) == (0, abs(0.8 - 1), 0.25)
    other = next(metric for metric in METRICS if metric.best == "less")
    assert other.off(0.8) == 0.8


def test_every_metric_is_defined_in_the_documents():
    defined = set(re.findall(r"^\| `([a-z_]+)`", WORDS, re.MULTILINE))
    shares = {metric.share.name for metric in METRICS if metric.share}
    assert {metric.name for metric in METRICS} | shares | {KERNEL} <= defined
