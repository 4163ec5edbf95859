"""Frames of one clip by several methods: the paper's Figure 2."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """Frames of one method, side by side.

    Attributes:
        name: of the method.
        picture: JPEG as a data URI.
    """

    name: str
    picture: str


@dataclass(frozen=True)
class Strip:
    """One clip.

    Attributes:
        clip: its id.
        person: who is shown.
        expression: what is shown.
        degrees: of the columns; the first is 0, where the true frame is the portrait.
        rows: the truth first.
        lacking: names of the methods that have no row, since they do not know the expression.
        failed: by name, why a method that knows it has none.
    """

    clip: str
    person: str
    expression: str
    degrees: tuple[float, ...]
    rows: tuple[Row, ...]
    lacking: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)
