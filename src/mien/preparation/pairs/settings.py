"""Everything that decides what the clips of photo pairs look like."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from mien.errors import MienError
from mien.preparation.framing import SIZE

DOUBTS: Final = (
    *("small", "blurred", "mirrored", "head turn", "other person", "no expression", "swapped"),
)
"""Reasons for a refusal that a user who knows better can allow."""

FULL_SMILE: Final = 0.55
"""Motion of the mouth in a full smile: norm over its 20 points, in distances between the eyes."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to draw, and what to let pass.

    Attributes:
        frames: in a clip, neutral and peak included.
        size: side of a frame in pixels.
        strength: what degree 1 is: each person's `own` peak, or an amount of motion of the mouth
            that is the same for everybody (`measured`): weaker peaks then end below 1.
        reference: that amount, in distances between the eyes.
        jitter: whether faces lie a little differently in each clip's frame.
        allow: of `DOUBTS`, those that do not lead to a refusal.
    """

    frames: int = 11
    size: int = SIZE
    strength: Literal["own", "measured"] = "own"
    reference: float = FULL_SMILE
    jitter: bool = True
    allow: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            MienError: one is out of range.
        """
        if self.frames < 2:
            raise MienError(f"A clip of {self.frames} frames has no way to a peak: give two.")
        if self.size < 64:
            raise MienError(f"Frames of {self.size} pixels show no face: give 64 or more.")
        if self.strength not in {"own", "measured"}:
            raise MienError(f"The strength is 'own' or 'measured', not {self.strength!r}.")
        if not self.reference > 0:
            raise MienError(f"The reference is {self.reference}; it must be above 0.")
        if unknown := sorted(set(self.allow) - set(DOUBTS)):
            raise MienError(f"{unknown[0]!r} cannot be allowed; {', '.join(DOUBTS)} can.")

    def as_json(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        return asdict(self) | {"allow": sorted(self.allow)}
