"""The clip between two photos, stage by stage: frame, align, warp, match, refine, dissolve."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from mien.faces import landmarks68
from mien.geometry import Frame, cut
from mien.preparation.pairs import regions
from mien.preparation.pairs.align import Alignment
from mien.preparation.pairs.colour import matched, sharpened
from mien.preparation.pairs.dissolve import Couple
from mien.preparation.pairs.refine import correction
from mien.preparation.pairs.warp import Course, motion, pull
from mien.preparation.sight import Sight
from mien.types import Picture, Plane

FINE = 2
"""Frames are drawn with so many times their pixels a side, and then averaged."""

RIM = 0.004
"""Standard deviation of the blur of the rims of mouth and eyes, in sides of the frame."""


def course_of(neutral: Sight, peak: Sight, alignment: Alignment, frame: Frame, size: int) -> Course:
    """The landmarks' ways in a frame of `size` pixels a side."""
    return Course(
        frame.to_frame(neutral.points, size).astype(np.float64),
        frame.to_frame(alignment.points(peak.points), size).astype(np.float64),
    )


def couple_of(neutral: Sight, peak: Sight, alignment: Alignment, frame: Frame, size: int) -> Couple:
    """Both photos in one frame, ready to be mixed.

    Args:
        neutral: the photo that gives the frame and the surroundings.
        peak: the photo that gives the expression.
        alignment: of the peak's head to the neutral's.
        frame: in the neutral photo.
        size: side of the picture in pixels.
    """
    course = course_of(neutral, peak, alignment, frame, size)
    one = cut(neutral.picture, frame, size).astype(np.float32)
    other = cut(peak.picture, alignment.frame(frame), size).astype(np.float32)
    # What only the two photos' differences are read from, in the geometry of the peak.
    warped = pull(one, -motion(course, 1.0, size))
    skin = regions.skin(course.peak, size)
    whites = regions.whites(course.peak, size, soft=RIM * size)
    other = sharpened(matched(other, warped, skin, whites), warped, skin)
    wanted = regions.face(course.peak, size, grown=0.9, soft=0.05)
    wanted = wanted * (1 - regions.opening(course.peak, size, soft=RIM * size))
    return Couple(one, other, course, correction(warped, other, wanted))


def frames_of(
    neutral: Picture, frame: Frame, couple: Couple, degrees: Sequence[float]
) -> NDArray[np.uint8]:
    """Draw the frames: the neutral photo itself, and what each degree changes in it.

    Args:
        neutral: the photo.
        frame: in the photo.
        couple: drawn `FINE` times as fine as the frames.
        degrees: in [0, 1].

    Returns:
        (frames, size, size, 3); where nothing changes, exactly the photo.
    """
    size = couple.size // FINE
    first = cut(neutral, frame, size)
    return np.stack(list(_changed(first, couple, degrees)))


def tracks_of(course: Course, degrees: Sequence[float]) -> NDArray[np.float32]:
    """The 68 landmarks at each degree, (frames, 68, 2), in pixels of the course."""
    return np.stack([landmarks68(course.at(degree).astype(np.float32)) for degree in degrees])


def _changed(first: Picture, couple: Couple, degrees: Sequence[float]) -> Iterator[Picture]:
    for degree in degrees:
        change = _averaged(couple.at(degree) - couple.neutral)
        yield np.asarray((first + change).round().clip(0, 255), np.uint8)


def _averaged(picture: Plane) -> Plane:
    size = picture.shape[0] // FINE
    return np.asarray(picture.reshape(size, FINE, size, FINE, -1).mean((1, 3)), np.float32)
