"""One question about clips, with everything that is known of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from mien.study.questions import Kind

Role: TypeAlias = Literal["practice", "main", "gold", "repeated", "identical"]

SPOILED = "spoiled"
"""Stands for a method where a clip was damaged, or stilled, on purpose."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What a rater is asked once. Raters get to see the question and the clips' names alone.

    Attributes:
        kind: the question.
        role: what the trial is for; practice and checks are in no table.
        item: key of the clips' subject.
        expression: the expression that was asked of the methods.
        degree: the peak of the clips' degrees, 0 to 1.
        methods: of the clips, in the order on the screen.
        clips: names of the clips, in the order on the screen.
        right: the one right answer, where there is one.
        repeats: number of the earlier trial in the booklet whose answer should come again.
    """

    kind: Kind
    role: Role
    item: str
    expression: str
    degree: float
    methods: tuple[str, ...]
    clips: tuple[str, ...]
    right: str | float | None = None
    repeats: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The trial as JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Trial":
        """The inverse of `to_dict`."""
        lists = {name: tuple(document[name]) for name in ("methods", "clips")}
        return cls(**{**document, **lists})


Booklet: TypeAlias = tuple[Trial, ...]
"""All trials of one rater, in order."""
