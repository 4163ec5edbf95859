"""Calibration: the strengths at which one person's face moves as much as everybody else's."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mien.errors import MienError
from mien.metrics.displacement import displacement
from mien.runtime.amounts import STEPS, Calibration, calibration, wanted_amounts
from mien.runtime.sitting import Sitting
from mien.runtime.subject import Whom
from mien.types import Landmarks68, Picture

if TYPE_CHECKING:
    from mien.faces import Face

SEEN: Final = 300
"""Pixels a side of a face's box when it is measured; the landmark network sees 170 of them."""

_SEVERAL: Final = "Several faces move: choose one of them, whose strengths can be measured."


def calibrate(
    sitting: Sitting, face: "Face", amounts: Mapping[str, float] | None = None
) -> tuple[Calibration, ...]:
    """Measure how far each expression moves a face, and what strength makes that an amount.

    Args:
        sitting: the photo, one face of which moves.
        face: that face, as it was found in the photo.
        amounts: displacements in eye distances by expression, which take the place of the known
            ones.

    Returns:
        One for each of the bundle's expressions, in their order.

    Raises:
        MienError: several faces move; an amount for another expression, or one that is none; or
            the face is not seen clearly enough.
    """
    from mien.faces import landmarks  # noqa: PLC0415 - loads a network that drawing does not need

    wanted = wanted_amounts(amounts or {}, sitting.expressions)
    if len(sitting.frames) != 1:
        raise MienError(_SEVERAL)
    longest = max(sitting.draw(np.zeros(len(sitting.expressions))).shape)
    seen = max(1, round(min(1.0, SEEN / face.area**0.5) * longest))
    small, found = sitting.shrunk(seen), face.scaled(seen / longest)
    curves = displacements(small.draw, lambda picture: landmarks(picture, found), len(wanted))
    return tuple(
        calibration(name, curve, wanted[name])
        for name, curve in zip(sitting.expressions, curves, strict=True)
    )


def displacements(
    draw: Callable[[ArrayLike], Picture],
    look: Callable[[Picture], Landmarks68],
    expressions: int,
    steps: Sequence[float] = STEPS,
) -> NDArray[np.float64]:
    """How far each expression alone moves a face, as `mien.metrics.displacement`.

    Args:
        draw: the face at degrees, one for each expression.
        look: its landmarks in a picture, (68, 2).
        expressions: how many there are.
        steps: degrees at which it is drawn.

    Returns:
        (expressions, steps), in eye distances.
    """
    origin = look(draw(np.zeros(expressions)))
    drawn = [
        [look(draw(degree * row)) for degree in steps] for row in np.eye(expressions, dtype=float)
    ]
    return np.array([displacement(np.stack(points), origin) for points in drawn])


def strengths(found: Sequence[Calibration]) -> dict[str, float]:
    """The strengths of a face by expression."""
    return {one.expression: one.strength for one in found}


def face_of(faces: "Sequence[Face]", whom: Whom, name: str) -> "Face":
    """The one face of a photo that moves; the largest where the whole picture is the frame.

    Args:
        faces: that were found, the largest first.
        whom: which moves.
        name: the photo's name, for the messages.

    Raises:
        MienError: there is none, or there are several.
    """
    from mien.faces import choose_faces  # noqa: PLC0415 - as above

    chosen = choose_faces(faces, "largest" if whom == "whole" else whom, name)
    if len(chosen) > 1:
        raise MienError(_SEVERAL)
    return chosen[0]
