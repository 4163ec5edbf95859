"""A method that takes part in an evaluation; nothing is known of it but that it animates."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from mien.methods.still import Still
from mien.protocols import Animator

if TYPE_CHECKING:
    from mien.evaluation.scene import Take

STILL = "still"
"""Name of the unchanged photo among the methods."""

TRUTH = "truth"
"""Name of the true frames among the methods: what a perfect one would score."""

MORPH = "morph"
"""Name of the oracle that is given each clip's peak among the methods."""

RESERVED = {
    STILL: "the unchanged photo",
    MORPH: "the oracle that is given the peak",
    TRUTH: "the true frames",
}
"""Names that no method may have, and what they stand for."""

TOLD = (MORPH, TRUTH)
"""Names of what has seen the peak: it is shown beside the methods, and ranked with none."""


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """How to open a method, and what its frames depend on.

    Attributes:
        digest: names what it has learnt, such as the hash of its weights; methods of one digest
            draw the same. Without one its figures are not kept for a later evaluation.
        expressions: that it can draw.
        open: makes its animator, at most once in each process if there is a digest; to measure in
            several processes, it must be copied to them, so that only a loader and a path will do.
        parameters: how many numbers it has learnt; None = its animator may know.
        minutes: that its training took; None where that is not known.
        recipe: that it was trained by; empty where that is not known.
    """

    digest: str | None
    expressions: tuple[str, ...]
    open: Callable[[], Animator] = field(compare=False)
    parameters: int | None = field(default=None, compare=False)
    minutes: float | None = field(default=None, compare=False)
    recipe: str = field(default="", compare=False)

    @classmethod
    def of(cls, animator: Animator, digest: str | None = None) -> "Entrant":
        """A method whose animator is open already."""
        return cls(digest=digest, expressions=animator.expressions, open=partial(_itself, animator))

    @property
    def animator(self) -> Animator:
        """The method at work."""
        return _opened(self) if self.digest else self.open()

    def on(self, take: "Take") -> Animator:  # noqa: ARG002 - only an oracle looks at it
        """The method at work on a clip."""
        return self.animator


def still(expressions: tuple[str, ...]) -> Entrant:
    """The unchanged photo."""
    return Entrant.of(Still(expressions), digest=STILL)


def _itself(animator: Animator) -> Animator:
    return animator


@cache
def _opened(method: Entrant) -> Animator:
    return method.open()
