"""One dense motion between two faces, as seen from any degree on the way.

On the straight way from the neutral landmarks P to the peak's Q, at degree a, the landmarks lie at
`P + a (Q - P)`. There a thin-plate spline spreads `Q - P` over the picture: the *motion* m(x). A
place x of the frame is then `x - a m(x)` in the neutral photo and `x + (1 - a) m(x)` in the peak's:
one field serves both, and both photos agree at every degree.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.preparation.pixels import looked_up
from mien.preparation.points import OVAL
from mien.preparation.thinplate import spread
from mien.ramp import smoothstep
from mien.types import Plane

Points = NDArray[np.float64]

FAR = 1.75
"""Where motion has died out: the face's outline, blown up so many times about its middle."""

NODES = 73
"""A side, of the grid on which the spline is computed."""

SMOOTHING = 1e-5
"""Of the spline, in its own units: landmarks jitter by about a pixel."""


@dataclass(frozen=True, eq=False)
class Course:
    """The ways of all landmarks of a pair, straight and at even speed.

    Attributes:
        neutral: (478, 2), in pixels of the picture that is drawn.
        peak: (478, 2), aligned to the neutral head.
    """

    neutral: Points
    peak: Points

    def at(self, degree: float) -> Points:
        """(478, 2) landmarks at a degree."""
        return self.neutral + degree * (self.peak - self.neutral)


def motion(course: Course, degree: float, size: int) -> Plane:
    """The way from neutral to peak of what is at each place of the frame at a degree.

    Args:
        course: in pixels of the picture.
        degree: in [0, 1].
        size: side of the picture in pixels.

    Returns:
        (size, size, 2), x before y, in pixels; it vanishes away from the head.
    """
    points = course.at(degree)
    outline = points[list(OVAL)]
    rim = outline.mean(0) + (outline - outline.mean(0)) * FAR
    centres = np.vstack([points, rim]) / size
    values = np.vstack([course.peak - course.neutral, np.zeros_like(rim)])
    everywhere = np.stack(places(size), -1) / np.float32(size)
    moved = spread(centres, values, everywhere, smoothing=SMOOTHING, nodes=NODES)
    return np.asarray(moved * nearness(points, size)[..., None], np.float32)


def nearness(points: Points, size: int) -> Plane:
    """(size, size): 1 on the face, falling smoothly to 0 at `FAR` times its outline."""
    outline = points[list(OVAL)]
    middle = outline.mean(0)
    away = np.stack(places(size), -1) - middle
    rays = outline - middle
    angles = np.arctan2(rays[:, 1], rays[:, 0])
    order = np.argsort(angles)
    reach = np.interp(
        np.arctan2(away[..., 1], away[..., 0]),
        angles[order],
        np.hypot(rays[:, 0], rays[:, 1])[order],
        period=2 * np.pi,
    )
    ratio = np.hypot(away[..., 0], away[..., 1]) / reach
    return smoothstep((FAR - ratio) / (FAR - 1))


def places(size: int) -> tuple[Plane, Plane]:
    """The columns and the rows of a square picture, (size, size) each."""
    y, x = np.mgrid[:size, :size].astype(np.float32)
    return x, y


def pull(picture: Plane, offset: Plane) -> Plane:
    """Draw a picture from displaced places.

    Args:
        picture: (size, size, channels), or (size, size).
        offset: (size, size, 2): place x shows what the picture has at `x + offset(x)`.
    """
    at = np.stack(places(picture.shape[0]), -1) + offset
    return np.asarray(looked_up(picture, at, cubic=True), np.float32)
