"""The paper's own Table 3, which the page sets beside what was measured here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mien.evaluation.report import Report

EXPRESSIONS: Final = ("happy", "surprised", "angry")
"""Of the paper's table, in its order."""

MEAN: Final = "mean"
"""Column of the mean over the three."""


@dataclass(frozen=True)
class Ssim:
    """One line of the table.

    Attributes:
        method: as it is called there.
        values: SSIM by expression, and by `MEAN`; what was not measured is missing.
    """

    method: str
    values: Mapping[str, float]


PUBLISHED: Final = (
    Ssim("MoCoGAN", {"happy": 0.853}),
    Ssim("GANimation", {"happy": 0.930}),
    Ssim("ConvLSTM", {"happy": 0.880, "surprised": 0.893, "angry": 0.898, MEAN: 0.890}),
    Ssim("HP", {"happy": 0.924, "surprised": 0.912, "angry": 0.931, MEAN: 0.924}),
    Ssim("Fan et al.", {"happy": 0.958, "surprised": 0.953, "angry": 0.963, MEAN: 0.953}),
)
"""Fan et al. 2019, Table 3 and the text beside it."""


def ours(report: Report) -> tuple[Ssim, ...]:
    """The same table of what was measured here; a mean only where all three were."""
    found: dict[str, dict[str, float]] = {}
    for row in report.rows:
        values = found.setdefault(row.animator, {})
        if row.expression in EXPRESSIONS:
            values[row.expression] = row.intervals["ssim"].value
    for values in found.values():
        if len(values) == len(EXPRESSIONS):
            values[MEAN] = sum(values.values()) / len(EXPRESSIONS)
    return tuple(Ssim(name, values) for name, values in found.items() if values)
