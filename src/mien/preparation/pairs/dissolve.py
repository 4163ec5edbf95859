"""From both photos to one frame: which of them a place comes from, at a degree.

On the face, in proportion to the degree: folds and shades grow as the expression does. In the
mouth, from the photo whose mouth is wider open, nearly from the start. Elsewhere, from the neutral
photo. A mean of two skins is smoother than either; its detail is given back.
"""

from dataclasses import dataclass

import numpy as np

from mien.preparation.pairs import mouth, regions
from mien.preparation.pairs.warp import Course, motion, pull
from mien.preparation.pixels import blurred
from mien.ramp import smoothstep
from mien.types import Plane

SWITCH = 0.2
"""Degrees within which the mouth's inside changes from one photo's to the other's."""

SHRUNK = 0.9
"""The face's outline, inside of which the peak photo is seen, about its middle."""

SOFT = 0.045
"""Standard deviation of that outline's blur, in widths of the face."""

LIP = 0.003
"""Standard deviation of the blur of the mouth's rim, in sides of the picture."""

DETAIL = 0.005
"""Standard deviation of the blur beneath which structure counts as detail, likewise."""

KEENEST = 1.5
"""Greatest gain of the detail of a mixture."""


@dataclass(frozen=True, eq=False)
class Couple:
    """Both photos, ready to be mixed at any degree.

    Attributes:
        neutral: (size, size, 3) in [0, 255].
        peak: like `neutral`: aligned, in its own geometry and in the neutral photo's colours.
        course: the landmarks' ways, in pixels of both.
        correction: (size, size, 2), of `refine.correction`, in the peak's geometry.
    """

    neutral: Plane
    peak: Plane
    course: Course
    correction: Plane

    @property
    def size(self) -> int:
        """Side of the picture in pixels."""
        return self.neutral.shape[0]

    def at(self, degree: float) -> Plane:
        """The picture at a degree, (size, size, 3); at 0 it is the neutral photo."""
        if degree == 0:
            return self.neutral
        points = self.course.at(degree)
        moved = motion(self.course, degree, self.size)
        to_peak = (1 - degree) * moved
        fixed = pull(self.correction, to_peak)
        neutral = pull(self.neutral, degree * (fixed - moved))
        peak = pull(self.peak, to_peak - (1 - degree) * fixed)
        share = degree * regions.face(points, self.size, grown=SHRUNK, soft=SOFT)[..., None]
        return self._with_mouth(mixed(neutral, peak, share), degree)

    def _with_mouth(self, picture: Plane, degree: float) -> Plane:
        """The inside of the mouth, laid over the picture."""
        course, points = self.course, self.course.at(degree)
        opens = mouth.gap(course.peak) >= mouth.gap(course.neutral)
        wide, source = (course.peak, self.peak) if opens else (course.neutral, self.neutral)
        inside = pull(source, mouth.behind(points, wide, self.size))
        inside *= mouth.light(points, wide, self.size)[..., None]
        rim = regions.opening(points, self.size, soft=LIP * self.size)
        away = degree if opens else 1 - degree
        share = rim[..., None] * float(smoothstep(np.array(away / SWITCH)))
        return np.asarray(picture + share * (inside - picture), np.float32)


def mixed(one: Plane, other: Plane, share: Plane) -> Plane:
    """Part of one picture and part of another, with as much detail as they have.

    Args:
        one: (size, size, 3).
        other: like `one`.
        share: (size, size, 1) in [0, 1]: the other's.
    """
    sigma = DETAIL * one.shape[0]
    mean = one + share * (other - one)
    fine = mean - blurred(mean, sigma)
    flat = share[..., 0]
    wanted = (1 - flat) * _energy(one, sigma) + flat * _energy(other, sigma)
    gain = np.sqrt((wanted + 1) / (_local(fine, sigma) + 1)).clip(1, KEENEST) - 1
    # Where one picture stands alone, nothing was lost.
    return mean + (gain * (4 * flat * (1 - flat)))[..., None] * fine


def _energy(picture: Plane, sigma: float) -> Plane:
    return _local(picture - blurred(picture, sigma), sigma)


def _local(fine: Plane, sigma: float) -> Plane:
    """Local mean square of detail, (size, size)."""
    return blurred((fine**2).mean(2), 2 * sigma)
