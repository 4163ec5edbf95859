"""What cannot be known but should be looked at, such as two people under one name."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.preparation.people import Split
from mien.types import Landmarks68

OTHER_FACE: Final = 0.085
"""Distance of two neutral faces that are hardly one person's; one pair of people in four has it."""


def two_people(neutrals: Sequence[Landmarks68]) -> float | None:
    """How far apart the neutral faces of one person are, if that is too far.

    Faces of two people may still be closer: this finds a mix-up of folders, not a lookalike.

    Args:
        neutrals: landmarks of the first frame of each clip.

    Returns:
        The greatest root mean square distance of two faces laid over each other, as a share of
        their spread; None if it does not exceed `OTHER_FACE`.
    """
    shapes = [_shape(points) for points in neutrals]
    apart = [
        _apart(one, other) for index, one in enumerate(shapes) for other in shapes[index + 1 :]
    ]
    most = max(apart, default=0.0)
    return most if most > OTHER_FACE else None


def lopsided(clips: Sequence[tuple[str, str]], splits: Mapping[str, Split]) -> list[str]:
    """Expressions that one of the splits lacks, in words.

    Args:
        clips: person and expression of every clip.
        splits: of the people.
    """
    words = []
    for expression in sorted({expression for _, expression in clips}):
        found = {splits[person] for person, shown in clips if shown == expression}
        if missing := sorted({"train", "val"} - found):
            words.append(f"{expression} is shown by nobody in {missing[0]}: too few people show it")
    return words


def _shape(points: Landmarks68) -> NDArray[np.complex128]:
    """The face at one place and of one size, as complex numbers."""
    plane = points[:, 0].astype(np.float64) + 1j * points[:, 1]
    centred = plane - plane.mean()
    return np.asarray(centred / np.linalg.norm(centred))


def _apart(one: NDArray[np.complex128], other: NDArray[np.complex128]) -> float:
    """The full Procrustes distance of two shapes."""
    return float(np.sqrt(max(0.0, 1 - float(np.abs(np.vdot(one, other))) ** 2)))
