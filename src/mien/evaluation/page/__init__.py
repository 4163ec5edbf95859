"""The page of an evaluation: `report.html`, one file for people."""

from mien.evaluation.page.album import Album
from mien.evaluation.page.html import to_html
from mien.evaluation.page.pictures import Pictures, illustrate

__all__ = ["Album", "Pictures", "illustrate", "to_html"]
