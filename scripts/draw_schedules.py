"""Draw the curves that docs/schedules.md shows: one SVG for each of its examples.

Run it after changing an example: `python scripts/draw_schedules.py`. A test holds the drawings to
the document.
"""

import re
from pathlib import Path

from mien.schedules import Schedule, curve

DOCUMENT = Path(__file__).parents[1] / "docs" / "schedules.md"

WIDTH, HEIGHT = 420, 130
LEFT, RIGHT, TOP, BOTTOM = 34, 100, 12, 28
COLOURS = ("#b3402a", "#2a6fb3", "#3c8a4e")

EXAMPLE = re.compile(
    r"--degrees (\S+)[^\n]*\n```\n+```python\n(.*?)```\n+!\[.*?\]\((.*?)\)", re.DOTALL
)
"""A command line, the same in Python, and its drawing."""


def examples(text: str) -> list[tuple[str, Schedule, str]]:
    """The document's examples: the text of --degrees, its schedule from Python, the drawing."""
    found = []
    for degrees, code, drawing in EXAMPLE.findall(text):
        names: dict[str, object] = {}
        exec("from mien.schedules import *\n" + code, names)  # our own document
        schedule = names["schedule"]
        assert isinstance(schedule, Schedule)
        found.append((degrees, schedule, drawing))
    return found


def drawn(schedule: Schedule) -> str:
    """An SVG of the degrees over time: a line for each expression, a dot for each frame."""
    parts = [*_axes(schedule), *_lines(schedule)]
    box = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    style = 'font-family="sans-serif" font-size="11" fill="#555"'
    body = "\n".join(f"  {part}" for part in parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {style}>\n{body}\n</svg>\n'


def _axes(schedule: Schedule) -> list[str]:
    ground, roof, end = HEIGHT - BOTTOM, TOP, WIDTH - RIGHT
    last = (len(schedule) - 1) / schedule.fps
    middle = f'text-anchor="middle" y="{HEIGHT - 12}"'
    return [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<path d="M{LEFT} {roof}V{ground}H{end}M{LEFT} {roof}H{end}" fill="none" stroke="#ccc"/>',
        f'<text x="{LEFT - 8}" y="{ground + 4}" text-anchor="end">0</text>',
        f'<text x="{LEFT - 8}" y="{roof + 4}" text-anchor="end">1</text>',
        f'<text x="{LEFT}" {middle}>0 s</text>',
        f'<text x="{end}" {middle}>{last:.3g} s</text>',
    ]


def _lines(schedule: Schedule) -> list[str]:
    parts = []
    for column, (name, colour) in enumerate(zip(schedule.expressions, COLOURS, strict=False)):
        points = [_place(schedule, frame, column) for frame in range(len(schedule))]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{colour}"/>' for x, y in points]
        top = TOP + 12 + 16 * column
        parts.append(f'<text x="{WIDTH - RIGHT + 12}" y="{top}" fill="{colour}">{name}</text>')
    return parts


def _place(schedule: Schedule, frame: int, column: int) -> tuple[float, float]:
    share = frame / max(1, len(schedule) - 1)
    degree = float(schedule.degrees[frame, column])
    ground = HEIGHT - BOTTOM
    return LEFT + share * (WIDTH - RIGHT - LEFT), ground - degree * (ground - TOP)


def main() -> None:
    """Draw every example of the document."""
    for degrees, schedule, drawing in examples(DOCUMENT.read_text()):
        if not degrees.endswith((".json", ".csv")):
            assert curve(degrees, "happy") == schedule, degrees
        (DOCUMENT.parent / drawing).write_text(drawn(schedule))


if __name__ == "__main__":
    main()
