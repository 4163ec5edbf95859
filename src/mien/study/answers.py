"""What raters answer: one small class for each type of question."""

from dataclasses import dataclass
from typing import Literal

TRUTH = "truth"
"""The method of clips that are real recordings."""

EXPRESSIONS = ("happy", "surprised", "angry")
"""The paper's, in the order of its tables."""


@dataclass(frozen=True, kw_only=True)
class Preference:
    """Which clip looks more realistic: of two (prefer), or of more (best-of-n).

    Attributes:
        rater: who answered; salted hash, never a worker's id.
        item: the portrait that all clips start from.
        expression: what all clips show.
        shown: names of the methods in the order on the screen.
        chosen: one of them.
    """

    rater: str
    item: str
    expression: str
    shown: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Is this clip real?

    Attributes:
        rater: who answered.
        item: the portrait.
        expression: what the clip shows.
        method: who made it; `TRUTH` for a real clip.
        said_real: the answer.
    """

    rater: str
    item: str
    expression: str
    method: str
    said_real: bool


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Which expression is this?

    Attributes:
        rater: who answered.
        item: the portrait.
        expression: what the clip shows.
        method: who made it; `TRUTH` for a real clip.
        degree: the greatest one of the clip, in [0, 1].
        named: the answer.
    """

    rater: str
    item: str
    expression: str
    method: str
    degree: float
    named: str


@dataclass(frozen=True, kw_only=True)
class Intensity:
    """How intense is the expression?

    Attributes:
        rater: who answered.
        item: the portrait.
        expression: what the clip shows.
        method: who made it; `TRUTH` for a real clip.
        degree: the greatest one of the clip, in [0, 1].
        rating: the answer, 0 to 100.
    """

    rater: str
    item: str
    expression: str
    method: str
    degree: float
    rating: float


@dataclass(frozen=True, kw_only=True)
class Check:
    """A trial whose answer is known beforehand, and whether the rater passed it.

    Attributes:
        rater: who answered.
        kind: gold, an earlier trial again, or one clip twice.
        passed: whether the answer is the expected one.
        seconds: from the start of the trial to the answer.
    """

    rater: str
    kind: Literal["gold", "repeated", "identical"]
    passed: bool
    seconds: float


Answer = Preference | Verdict | Naming | Intensity | Check
