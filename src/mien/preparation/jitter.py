"""A little chance in where a face lies in its clip: nobody's photo shows it just as another's."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mien.faces.landmarks import EYES
from mien.geometry import Frame
from mien.preparation.framing import NETWORK
from mien.types import Plane


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


STILL: Final = Jitter(scale=0, shift=0, roll=0)
"""No chance."""


def jittered(frame: Frame, points: Plane, jitter: Jitter, rng: np.random.Generator) -> Frame:
    """Move a clip's square a little, the same for all of its frames.

    Args:
        frame: of `mien.preparation.framing.clip_frame`.
        points: (478, 2), of the face in it, in pixels of the photo.
        jitter: how much.
        rng: the chance; four numbers are drawn, however much.

    Returns:
        A square in which the head is turned by no more than `NETWORK.roll`.
    """
    scale, right, down, turn = rng.uniform(-1, 1, 4)
    side = frame.side * float(np.exp(-jitter.scale * scale))
    x, y = np.asarray(frame.centre) - frame.axes @ (jitter.shift * side * np.array([right, down]))
    across = points[EYES[1], :2] - points[EYES[0], :2]
    head = float(np.degrees(np.arctan2(across[1], across[0])))
    shown = np.clip(head - frame.roll + jitter.roll * turn, -NETWORK.roll, NETWORK.roll)
    roll = frame.roll if jitter.roll == 0 else head - float(shown)
    return Frame((float(x), float(y)), side, roll)
