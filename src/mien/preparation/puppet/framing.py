"""Where in the photo the clip's frame lies, with a little chance in it."""

from dataclasses import dataclass

import numpy as np

from mien.faces import frame_of
from mien.geometry import Frame
from mien.preparation.puppet.points import EYES
from mien.types import Plane

FACE = 0.525
"""Forehead to chin, of the frame's side."""

CENTRE = (0.5, 0.535)
ROLL = 8.0
"""Degrees to which the head may be turned in the frame."""


@dataclass(frozen=True, kw_only=True)
class Jitter:
    """How much frames differ from clip to clip; 0 = not at all.

    Attributes:
        scale: greatest change of size, as the logarithm of a factor.
        shift: greatest shift, of the frame's side.
        roll: greatest additional turn in degrees.
    """

    scale: float = 0.14
    shift: float = 0.05
    roll: float = 8.0

    def __post_init__(self) -> None:
        assert min(self.scale, self.shift, self.roll) >= 0


STILL = Jitter(scale=0, shift=0, roll=0)
"""No chance: the face stands in the middle."""


def framed(landmarks: Plane, jitter: Jitter, rng: np.random.Generator) -> Frame:
    """Lay the frame of a clip.

    Args:
        landmarks: (478, 2), photo pixels.
        jitter: how much chance.
        rng: the chance.
    """
    frame = frame_of(landmarks, face=FACE, centre=CENTRE, roll=ROLL)
    scale, right, down, turn = rng.uniform(-1, 1, 4)
    side = frame.side * np.exp(-jitter.scale * scale)
    offset = frame.axes @ (jitter.shift * side * np.array([right, down]))
    head = _roll(landmarks)
    shown = np.clip(head - frame.roll + jitter.roll * turn, -ROLL, ROLL)
    x, y = np.asarray(frame.centre) - offset
    roll = frame.roll if jitter.roll == 0 else head - float(shown)
    return Frame((float(x), float(y)), float(side), float(roll))


def _roll(landmarks: Plane) -> float:
    right, left = (landmarks[list(lids)].mean(0) for lids, _ in EYES)
    return float(np.degrees(np.arctan2(*(left - right)[::-1])))
