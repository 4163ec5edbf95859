"""Where a clip's frame lies in the neutral photo; a little different for every clip."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.faces import frame_of
from mien.faces.landmarks import EYES
from mien.geometry import Frame

FACE = 0.525
"""Distance from the upper forehead to the chin, in sides of the frame."""

CENTRE = (0.5, 0.535)
"""Middle of the face, in sides of the frame."""

ROLL = 8.0
"""Greatest turn of a head in its frame, in degrees."""

SMALLEST, LARGEST = 0.87, 1.15
"""Of the face, by chance."""

ASIDE = 0.05
"""Greatest shift of the face by chance, in sides of the frame."""


@dataclass(frozen=True)
class Jitter:
    """What chance changes in the framing of a clip.

    Attributes:
        scale: of the face.
        aside: (x, y), shift of the face in sides of the frame.
        roll: turn of the head in degrees, positive = clockwise on the screen.
    """

    scale: float = 1.0
    aside: tuple[float, float] = (0.0, 0.0)
    roll: float = 0.0

    @classmethod
    def draw(cls, rng: np.random.Generator) -> "Jitter":
        """Draw one."""
        scale = float(np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST))))
        x, y, roll = rng.uniform(-1, 1, 3).tolist()
        return cls(scale, (x * ASIDE, y * ASIDE), roll * ROLL)


def frame_for(points: NDArray[np.float64], jitter: Jitter) -> Frame:
    """The frame of a clip.

    Args:
        points: (478, 2), in pixels of the neutral photo.
        jitter: what to change; the head is never turned by more than `ROLL` in the frame.
    """
    across = points[EYES[1]] - points[EYES[0]]
    own = float(np.degrees(np.arctan2(across[1], across[0])))
    turn = own - float(np.clip(own + jitter.roll, -ROLL, ROLL))
    upright = points @ Frame((0.0, 0.0), 1.0, turn).axes
    centre = (CENTRE[0] + jitter.aside[0], CENTRE[1] + jitter.aside[1])
    frame = frame_of(
        upright.astype(np.float32), face=FACE * jitter.scale, centre=centre, roll=180.0
    )
    x, y = Frame((0.0, 0.0), 1.0, turn).axes @ (np.asarray(frame.centre) - 0.5) + 0.5
    return Frame((float(x), float(y)), frame.side, turn)
