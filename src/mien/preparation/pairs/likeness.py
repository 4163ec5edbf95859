"""Whether two photos show the same skin: the same person, and the same way round.

Both faces are brought to one shape and compared by their fine structure, free of light and colour:
brows, lids, spots and lines are a person's own, and so is the side on which they lie. Whatever the
expression moves is moved back by the landmarks, and the mouth is left out.
"""

import cv2
import numpy as np

from mien.faces import frame_of
from mien.geometry import cut
from mien.preparation.pairs import regions
from mien.preparation.pairs.align import Alignment
from mien.preparation.pairs.warp import Course, motion, pull
from mien.preparation.pixels import blurred
from mien.preparation.points import OUTER_LIPS
from mien.preparation.sight import Sight
from mien.types import Picture, Plane

SIDE = 144
"""Side in pixels of the squares that are compared; the face is 0.6 of it long."""

LEAST = 0.6
"""Of 81 pairs of one person in one light, one scored less (its hair had fallen over the face); of
pairs of strangers in that light, 58 in a hundred did."""

GEOMETRY = 2.0
"""Weight of what the similarity of the heads leaves, in distances between the eyes."""

FINE, COARSE = 0.8, 5.0
"""The structure that counts lies between these blurs, in pixels."""

_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


def likeness(neutral: Sight, peak: Sight, alignment: Alignment) -> float:
    """How alike the two faces are, 1 at most.

    The correlation of their fine structure, less `GEOMETRY` times the residual of the alignment.
    """
    frame = frame_of(neutral.points.astype(np.float32), face=0.6, centre=(0.5, 0.5), roll=0)
    course = Course(
        frame.to_frame(neutral.points, SIDE).astype(np.float64),
        frame.to_frame(alignment.points(peak.points), SIDE).astype(np.float64),
    )
    one = _structure(cut(neutral.picture, frame, SIDE))
    other = cut(peak.picture, alignment.frame(frame), SIDE).astype(np.float32)
    other = _structure(pull(other, motion(course, 0.0, SIDE)))
    inside = regions.face(course.neutral, SIDE, grown=0.92, soft=0) > 0.5
    lips = course.neutral[list(OUTER_LIPS)]
    lips = lips.mean(0) + (lips - lips.mean(0)) * 1.3
    inside &= regions.filled([lips], SIDE) < 0.5
    correlation = float(np.corrcoef(one[inside], other[inside])[0, 1])
    return correlation - GEOMETRY * alignment.residual / neutral.eyes


def _structure(picture: Picture | Plane) -> Plane:
    """Band of the log luma, evened out to the same strength everywhere."""
    luma = np.log(picture.astype(np.float32).clip(0, 255) @ _LUMA + 8)
    band = blurred(luma, FINE) - blurred(luma, COARSE)
    strength = cv2.sqrt(blurred(band**2, COARSE)) + 0.01
    return np.asarray(band / strength, np.float32)
