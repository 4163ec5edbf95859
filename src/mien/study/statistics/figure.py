"""Tables 1 and 2 as a picture: a dot and an interval for each cell."""

import math
from collections.abc import Sequence
from xml.etree import ElementTree

from mien.study.statistics.preference import Row
from mien.study.statistics.shares import MEAN
from mien.study.statistics.tables import SIMULATED
from mien.study.statistics.tally import Tally

LETTER, AXIS, MARGIN, LINE = 7, 420, 24, 18
"""In pixels: a letter's width, the axis' length, the empty edge, a row's height."""

GREY, DARK, ACCENT, ALARM = "#888888", "#222222", "#2a6fb3", "#b3402a"


def to_svg(tally: Tally) -> str:
    """An SVG; chance is a grey line through each row, the mean of a row is filled."""
    lines = [*_lines(tally.preferences, ""), *_lines(tally.fooling, "Real? ")]
    longest = max((len(label) for label, _, _ in lines), default=0)
    left = MARGIN + max(LETTER * longest, (len(SIMULATED) * LETTER - AXIS) * tally.simulated)
    top = MARGIN + LINE * tally.simulated
    width, height = left + AXIS + 2 * MARGIN, top + LINE * (len(lines) + 2)
    place = {"viewBox": f"0 0 {width} {height}", "width": f"{width}", "height": f"{height}"}
    font = {"font-family": "sans-serif", "font-size": "12"}
    svg = ElementTree.Element("svg", place | font, xmlns="http://www.w3.org/2000/svg")
    ElementTree.SubElement(svg, "rect", width="100%", height="100%", fill="#ffffff")
    if tally.simulated:
        _text(svg, MARGIN, MARGIN, SIMULATED, fill=ALARM)
    panel = ElementTree.SubElement(svg, "g", transform=f"translate({left + MARGIN} {top + LINE})")
    for number, (label, row, name) in enumerate(lines):
        _draw(panel, LINE * number, label, row, name)
    for share in (0, 0.25, 0.5, 0.75, 1):
        _text(panel, AXIS * share, LINE * len(lines) + 6, f"{share:.0%}", anchor="middle")
    ElementTree.indent(svg)
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def _lines(rows: Sequence[Row], question: str) -> list[tuple[str, Row, str]]:
    return [(f"{question}{row.label}, {name}", row, name) for row in rows for name in row.cells]


def _draw(panel: ElementTree.Element, y: int, label: str, row: Row, name: str) -> None:
    cell = row.cells[name]
    _text(panel, -MARGIN, y + 4, label, anchor="end")
    _path(panel, f"M{AXIS * row.chance:.1f} {y - LINE // 2}v{LINE}", GREY)
    if not math.isnan(cell.low):
        _path(panel, f"M{AXIS * cell.low:.1f} {y}H{AXIS * cell.high:.1f}", ACCENT)
    fill = ACCENT if name == MEAN else "#ffffff"
    place = {"cx": f"{AXIS * cell.rate:.1f}", "cy": f"{y}", "r": "4"}
    ElementTree.SubElement(panel, "circle", place, fill=fill, stroke=ACCENT)


def _path(panel: ElementTree.Element, course: str, colour: str) -> None:
    ElementTree.SubElement(panel, "path", {"stroke-width": "2"}, d=course, stroke=colour)


def _text(
    inside: ElementTree.Element,
    x: float,
    y: float,
    said: str,
    *,
    fill: str = DARK,
    anchor: str = "start",
) -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}
    ElementTree.SubElement(inside, "text", place, fill=fill).text = said
