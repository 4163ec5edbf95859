"""Evaluation: every method's frames against the true ones, with intervals over people."""

from mien.evaluation.entrant import Entrant
from mien.evaluation.evaluate import Options, evaluate
from mien.evaluation.figures import Figures
from mien.evaluation.instruments import Instruments
from mien.evaluation.page import Album, illustrate
from mien.evaluation.report import Report, Row
from mien.evaluation.writing import write_report

__all__ = [
    "Album",
    "Entrant",
    "Figures",
    "Instruments",
    "Options",
    "Report",
    "Row",
    "evaluate",
    "illustrate",
    "write_report",
]
