"""What a metric is to an evaluation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from mien.evaluation.attempt import Attempt
from mien.evaluation.instruments import Instrument

Best: TypeAlias = Literal["more", "less", "one"] | None
"""Which value is best: the greatest, the least, 1, or none that could be named."""

Group: TypeAlias = Literal["likeness", "motion", "face"]
"""Which table of the report shows a metric."""


@dataclass(frozen=True)
class Share:
    """The share of the unchanged photo's distance that is gone, reported beside the distance.

    Attributes:
        name: in files.
        heading: in the report.
    """

    name: str
    heading: str


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One line of the table.

    Attributes:
        name: in files.
        heading: in the report.
        decimals: in the report.
        best: which value is best; methods are compared only where this is known.
        group: which table of the report shows it.
        note: what it is, in one sentence without a full stop, for readers of the report.
        measure: the figure of one method on one clip; NaN where it cannot be known.
        needs: the instrument without which it is not measured.
        share: for a distance.
        at_peak: whether it looks at the frame of the greatest degree and at no other; that cannot
            be asked of an oracle, which is given this very frame.
        truth: whether it needs the true frames; what does not is measured on photos, too.
    """

    name: str
    heading: str
    decimals: int
    best: Best
    group: Group
    note: str
    measure: Callable[[Attempt], float]
    needs: Instrument | None = None
    share: Share | None = None
    at_peak: bool = False
    truth: bool = True

    def off(self, value: float) -> float:
        """The value, or, where 1 is best, how far it is off."""
        return abs(value - 1) if self.best == "one" else value
