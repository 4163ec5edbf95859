"""Amounts: how far degree 1 shall move any face, and the strength at which it moves one so far."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mien.errors import MienError

LEAST: Final = 0.5
"""The weakest strength that is set: a face that would need less moves in some other way."""

STEPS: Final = (0.5, 0.625, 0.75, 0.875, 1.0)
"""Degrees at which a face is measured; strengths between them are interpolated."""

NEAR: Final = 0.95
"""A movement that comes so near to its amount is called the amount: landmarks are no surer."""

MOST: Final = 1.0
"""No amount is greater: no expression moves brows, eyes and mouth by an eye distance."""

AMOUNTS: Final = Path(__file__).with_name("amounts.json")
"""What `scripts/measure_amounts.py` wrote."""

Outcome: TypeAlias = Literal["reached", "short", "beyond", "unknown"]
"""Whether degree 1 moves the face by the amount; less, even at strength 1; more, even at `LEAST`;
or whether nobody knows an amount for that expression."""


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """What one expression does to one face.

    Attributes:
        expression: its name.
        amount: what degree 1 shall move, a displacement in eye distances; None if unknown.
        peak: what degree 1 moves by itself.
        strength: at which it moves the amount, in [`LEAST`, 1], two decimals.
        outcome: whether it does.
    """

    expression: str
    amount: float | None
    peak: float
    strength: float
    outcome: Outcome

    @property
    def words(self) -> str:
        """What a user must know of it; empty where the amount is reached."""
        if self.outcome == "unknown":
            return f"no amount is known for {self.expression}; it stays at strength 1"
        if self.outcome == "short":
            return (
                f"{self.expression} moves this face by {self.peak:.3f} eye distances, less than "
                f"the amount of {self.amount:.3f}, even at strength 1"
            )
        if self.outcome == "beyond":
            return (
                f"{self.expression} moves this face by {self.peak:.3f} eye distances; strength "
                f"{LEAST:g} is not weak enough for the amount of {self.amount:.3f}"
            )
        return ""


def known_amounts() -> dict[str, float]:
    """What degree 1 shall move a calibrated face, in eye distances, by expression."""
    document = json.loads(AMOUNTS.read_text(encoding="utf-8"))
    return {name: float(amount) for name, amount in document["amounts"].items()}


def wanted_amounts(
    given: Mapping[str, float], expressions: Sequence[str]
) -> dict[str, float | None]:
    """The amount of each of a bundle's expressions, in their order; None where it is unknown.

    Args:
        given: in eye distances, in the place of the known ones.
        expressions: of the bundle.

    Raises:
        MienError: an amount for another expression, or one that is none.
    """
    for name, amount in given.items():
        if name not in expressions:
            raise MienError(
                f"unknown expression {name!r}: this bundle has {', '.join(expressions)}."
            )
        if not 0 < amount <= MOST:
            raise MienError(
                f"the amount of {name} is {amount:g}: it must lie above 0, up to {MOST:g} eye "
                "distances; a broad smile is 0.05."
            )
    known = known_amounts() | dict(given)
    return {name: known.get(name) for name in expressions}


def calibration(expression: str, curve: ArrayLike, amount: float | None) -> Calibration:
    """The strength at which a face that moves so moves by an amount.

    Args:
        expression: its name.
        curve: displacements at `STEPS`; one that falls back is taken to stay where it was.
        amount: that is wanted, in eye distances, or None.
    """
    rising = np.maximum.accumulate(np.array(curve, float))
    peak = float(rising[-1])
    reach: tuple[float, Outcome] = (1.0, "unknown")
    if amount is not None:
        reach = _reach(rising, amount)
    return Calibration(
        expression=expression, amount=amount, peak=peak, strength=reach[0], outcome=reach[1]
    )


def _reach(rising: NDArray[np.float64], amount: float) -> tuple[float, Outcome]:
    if rising[-1] <= amount:
        return 1.0, "reached" if rising[-1] >= NEAR * amount else "short"
    if rising[0] >= amount:
        return LEAST, "reached" if NEAR * rising[0] <= amount else "beyond"
    above = int(np.argmax(rising > amount))
    (low, high), (before, after) = STEPS[above - 1 : above + 1], rising[above - 1 : above + 1]
    return round(low + (high - low) * (amount - before) / (after - before), 2), "reached"
