"""Evaluation: every method's frames against the true ones, with intervals over people."""

from mien.evaluation.evaluate import Options, evaluate
from mien.evaluation.figures import Figures
from mien.evaluation.instruments import Instruments
from mien.evaluation.method import Method
from mien.evaluation.report import Report, Row
from mien.evaluation.writing import write_report

__all__ = [
    "Figures",
    "Instruments",
    "Method",
    "Options",
    "Report",
    "Row",
    "evaluate",
    "write_report",
]
