"""Tables 1 and 2 as a picture: a dot and an interval for each cell."""

import math
from collections.abc import Sequence
from xml.etree import ElementTree

from mien.study.statistics.preference import Row
from mien.study.statistics.shares import MEAN, Share
from mien.study.statistics.tables import SIMULATED
from mien.study.statistics.tally import Tally

LABELS, AXIS, MARGIN, LINE = 300, 420, 24, 18
GREY, DARK, ACCENT = "#888888", "#222222", "#2a6fb3"


def to_svg(tally: Tally) -> str:
    """An SVG; chance is a grey tick in each row, the mean of a row is filled."""
    rows = [(row, name, cell) for row in _rows(tally) for name, cell in row.cells.items()]
    top = MARGIN + (LINE if tally.simulated else 0)
    width, height = LABELS + AXIS + 2 * MARGIN, top + LINE * (len(rows) + 2)
    svg = ElementTree.Element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=str(width),
        height=str(height),
        attrib={"font-family": "sans-serif", "font-size": "12"},
    )
    ElementTree.SubElement(svg, "rect", width="100%", height="100%", fill="#ffffff")
    if tally.simulated:
        _text(svg, MARGIN, MARGIN, SIMULATED, fill="#b3402a")
    for number, (row, name, cell) in enumerate(rows):
        _draw(svg, top + LINE * (number + 1), row, name, cell)
    for share in (0, 0.25, 0.5, 0.75, 1):
        _text(svg, _x(share), height - LINE / 2, f"{share:.0%}", fill=DARK, anchor="middle")
    ElementTree.indent(svg)
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def _rows(tally: Tally) -> Sequence[Row]:
    return (*tally.preferences, *tally.fooling)


def _draw(svg: ElementTree.Element, y: float, row: Row, name: str, cell: Share) -> None:
    _text(svg, LABELS, y + 4, f"{row.label}, {name}", fill=DARK, anchor="end")
    _path(svg, f"M{_x(row.chance):.1f} {y - LINE / 2:.1f}v{LINE}", GREY)
    if not math.isnan(cell.low):
        _path(svg, f"M{_x(cell.low):.1f} {y:.1f}H{_x(cell.high):.1f}", ACCENT)
    fill = ACCENT if name == MEAN else "#ffffff"
    place = {"cx": f"{_x(cell.rate):.1f}", "cy": f"{y:.1f}", "r": "4"}
    ElementTree.SubElement(svg, "circle", place, fill=fill, stroke=ACCENT)


def _path(svg: ElementTree.Element, course: str, colour: str) -> None:
    ElementTree.SubElement(svg, "path", {"stroke-width": "2"}, d=course, stroke=colour)


def _text(
    svg: ElementTree.Element, x: float, y: float, said: str, *, fill: str, anchor: str = "start"
) -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}
    ElementTree.SubElement(svg, "text", place, fill=fill).text = said


def _x(share: float) -> float:
    return LABELS + MARGIN + AXIS * share
