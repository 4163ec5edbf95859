"""What raters say: one frozen class for each kind of answer, wherever it was given.

In each of them `rater` is a salted hash, `item` the key of the clip's subject, which all methods
share, and `expression` what was asked of the method.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

TRUTH = "truth"
"""The name that stands for real clips where a method's name would."""

CheckKind: TypeAlias = Literal["gold", "repeated", "identical"]


@dataclass(frozen=True, kw_only=True)
class Preference:
    """Which of several clips looks more realistic: two for *prefer*, more for *best-of-n*."""

    rater: str
    item: str
    expression: str
    shown: tuple[str, ...]
    """The methods, in the order on the screen."""
    chosen: str
    """One of the methods shown."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a clip is said to be real."""

    rater: str
    item: str
    expression: str
    method: str
    """`TRUTH` for a real clip."""
    said_real: bool


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Which expression a rater sees in a clip."""

    rater: str
    item: str
    expression: str
    method: str
    degree: float
    """The peak of the clip's degrees, 0 to 1."""
    named: str


@dataclass(frozen=True, kw_only=True)
class Intensity:
    """How strong an expression looks in a clip."""

    rater: str
    item: str
    expression: str
    method: str
    degree: float
    """The peak of the clip's degrees, 0 to 1."""
    rating: float
    """0, none at all, to 100."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """A trial that tells whether a rater looks: its answer is in none of the tables.

    A `gold` trial has one right answer; a `repeated` one is passed by the answer given before;
    an `identical` pair has no right answer: it is passed by saying that the clips are the same.
    """

    rater: str
    kind: CheckKind
    passed: bool
    seconds: float
    """From the clips being shown to the answer."""


Answer: TypeAlias = Preference | Verdict | Naming | Intensity | Check
