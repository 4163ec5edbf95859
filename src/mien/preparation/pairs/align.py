"""Head against head: the similarity that lays the peak photo's skull on the neutral photo's.

Umeyama, Least-squares estimation of transformation parameters between two point patterns (1991), on
the landmarks that no expression moves. What it leaves is how far the head has turned between the
photos, which no similarity can mend.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.geometry import Frame
from mien.preparation.points import SKULL

Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Alignment:
    """A similarity from peak photo to neutral photo: `p -> scale turn(roll) p + shift`.

    Attributes:
        scale: neutral pixels a peak pixel.
        roll: degrees, positive = clockwise on the screen.
        shift: (2,), in neutral pixels.
        residual: root mean square distance of the rigid landmarks after it, in neutral pixels.
    """

    scale: float
    roll: float
    shift: Points
    residual: float

    def points(self, points: Points) -> Points:
        """Where points of the peak photo lie in the neutral photo; (n, 2) both."""
        return self.scale * points @ _axes(self.roll).T + self.shift

    def frame(self, frame: Frame) -> Frame:
        """The square of the peak photo that lies on a square of the neutral photo."""
        centre = np.asarray(frame.centre) - 0.5 - self.shift
        x, y = _axes(self.roll).T @ centre / self.scale + 0.5
        return Frame((float(x), float(y)), frame.side / self.scale, frame.roll - self.roll)


def align(neutral: Points, peak: Points) -> Alignment:
    """Fit the similarity by least squares on the rigid landmarks.

    Args:
        neutral: (478, 2), in pixels of the neutral photo.
        peak: (478, 2), in pixels of the peak photo.
    """
    target, source = neutral[list(SKULL)], peak[list(SKULL)]
    # As complex numbers, a similarity without mirroring is one factor and one summand.
    to, fro = (_complex(points - points.mean(0)) for points in (target, source))
    factor = np.vdot(fro, to) / np.vdot(fro, fro).real
    scale, roll = float(abs(factor)), float(np.degrees(np.angle(factor)))
    shift = target.mean(0) - scale * _axes(roll) @ source.mean(0)
    left = scale * source @ _axes(roll).T + shift - target
    return Alignment(scale, roll, shift, float(np.sqrt((left**2).sum(1).mean())))


def _complex(points: Points) -> NDArray[np.complex128]:
    return np.asarray(points[:, 0] + 1j * points[:, 1])


def _axes(roll: float) -> Points:
    return Frame((0.0, 0.0), 1.0, roll).axes
