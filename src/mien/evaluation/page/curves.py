"""Landmark curves of the methods and of the truth over a clip: the paper's Figure 3."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from mien.evaluation.figures import Figures

WIDTH: Final = 320
HEIGHT: Final = 180
"""Of the plane that curves are drawn in, in the units of the drawing."""


@dataclass(frozen=True)
class Curve:
    """One method's displacement over the frames.

    Attributes:
        name: of the method.
        lines: stretches of points as SVG writes them; a frame in which the face was lost parts two.
    """

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """All methods on one clip.

    Attributes:
        clip: its id.
        expression: what is shown.
        frames: how many.
        top: displacement at the upper edge, in eye distances.
        curves: in the order of the tables.
    """

    clip: str
    expression: str
    frames: int
    top: float
    curves: tuple[Curve, ...]


def chart(figures: Sequence[Figures]) -> Chart | None:
    """Curves of all methods on one clip; None without landmarks.

    Args:
        figures: of one clip.
    """
    shown = [one for one in figures if one.curve]
    finite = [value for one in shown for value in one.curve if math.isfinite(value)]
    if not finite:
        return None
    top = max(*finite, 0.02)
    return Chart(
        clip=shown[0].clip,
        expression=shown[0].expression,
        frames=len(shown[0].curve),
        top=top,
        curves=tuple(Curve(one.animator, _lines(one.curve, top)) for one in shown),
    )


def _lines(curve: Sequence[float], top: float) -> tuple[str, ...]:
    step = WIDTH / max(1, len(curve) - 1)
    points = [(index * step, HEIGHT * (1 - value / top)) for index, value in enumerate(curve)]
    stretches = groupby(points, key=lambda point: math.isfinite(point[1]))
    return tuple(
        " ".join(f"{x:.1f},{y:.1f}" for x, y in stretch) for known, stretch in stretches if known
    )
