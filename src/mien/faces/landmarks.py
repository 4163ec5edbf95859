"""Landmarks of a face: MediaPipe's 478 points, and the 68 of iBUG that are read off them.

The network is the one in Google's `face_landmarker.task` (Apache-2.0).
"""

from dataclasses import replace
from typing import Final

import numpy as np

from mien.errors import MienError
from mien.faces.detector import Face
from mien.faces.graphs import graph
from mien.geometry import Frame, cut
from mien.types import Landmarks68, Picture, Plane

SIZE = 256
"""Side of the picture that the network sees."""

ROOM = 1.5
"""The network's square has this many times the longer side of the face."""

BOX = 0.9
"""Longer side of the points' box over that of the detector's box, about."""

UPRIGHT = 10.0
"""A face turned by fewer degrees is first looked at without turning it, which is quicker."""

EYES: Final = (33, 263)
"""Outer corners of the subject's right and left eye, of 478."""

SIDES: Final = (234, 454)
"""Where the face meets the subject's right and left ear, of 478."""

PRESENCE = 0.5
"""Least belief of the network that it sees a face."""

CERTAIN = 0.9
"""If it believes less, the face is looked at from all sides."""

YAW = 55.0
"""Greatest turn of the head to the side, in degrees, at which both halves of a face are seen."""

# The nearest mesh points to the 68 of iBUG; a pair stands for its mean. Jaw, brows, nose, eyes,
# outer lips, inner lips; the subject's right side first.
_IBUG: Final = (
    *((127,), (234,), (93,), (132, 58), (58, 172), (136,), (150,), (176,), (152,), (400,)),
    *((379,), (365,), (397, 288), (361,), (323,), (454,), (356,)),
    *((70,), (63,), (105,), (66,), (107,), (336,), (296,), (334,), (293,), (300,)),
    *((168, 6), (197, 195), (5,), (4,), (75,), (97,), (2,), (326,), (305,)),
    *((33,), (160,), (158,), (133,), (153,), (144,)),
    *((362,), (385,), (387,), (263,), (373,), (380,)),
    *((61,), (39,), (37,), (0,), (267,), (269,), (291,), (321,), (314,), (17,), (84,), (91,)),
    *((78,), (82,), (13,), (312,), (308,), (317,), (14,), (87,)),
)


def landmarks(picture: Picture, face: Face) -> Landmarks68:
    """The 68 iBUG points of a face, (68, 2), in photo pixels.

    Raises:
        MienError: as `landmarks478`.
    """
    return landmarks68(landmarks478(picture, face))


def landmarks68(points: Plane) -> Landmarks68:
    """Read the 68 iBUG points off the 478; (478, 2) or more columns to (68, 2).

    The jaw is the mesh's outline, which lies a little inside of what people annotate.
    """
    pairs = np.array([(index[0], index[-1]) for index in _IBUG])
    return np.asarray(points[pairs, :2].mean(1), np.float32)


def landmarks478(picture: Picture, face: Face) -> Plane:
    """MediaPipe's 478 points of a face, the last ten on the irises.

    The square that the network sees is laid around the detector's box, turned with the eyes, and
    then once more around the points themselves.

    Returns:
        (478, 2) in photo pixels.

    Raises:
        MienError: what is there does not look like a face, or it is turned to the side.
    """
    points, presence = _placed(picture, face, 0.0)
    if presence < CERTAIN:
        # The detector can take a turned face for an upright one.
        turned = [_placed(picture, face, turn) for turn in range(45, 360, 45)]
        points, presence = max([(points, presence), *turned], key=lambda found: found[1])
    where = f"The face near ({face.points5[2][0]:.0f}, {face.points5[2][1]:.0f})"
    if presence < PRESENCE:
        raise MienError(
            f"{where} does not show clearly enough to place landmarks on it. Take a photo in which "
            "it is larger, sharper, uncovered and seen from the front."
        )
    check_yaw(points, where)
    return np.ascontiguousarray(points[:, :2])


def follow478(picture: Picture, points: Plane) -> Plane | None:
    """The 478 points of a face that was seen a moment ago, at half the cost of `landmarks478`.

    Args:
        picture: the next frame of a video.
        points: (478, 2), where the face was.

    Returns:
        (478, 2) in pixels; None where the face is no longer clearly seen there.
    """
    found, presence = _points(picture, _next_frame(points))
    return np.ascontiguousarray(found[:, :2]) if presence >= CERTAIN else None


def check_yaw(points: Plane, where: str) -> None:
    """Refuse a head that is turned so far to the side that half of the face is hidden.

    Args:
        points: (478, 3), with depth in pixels.
        where: begins the message.

    Raises:
        MienError: the turn, by the depths of the two sides of the face, is beyond `YAW`.
    """
    across = points[SIDES[1]] - points[SIDES[0]]
    yaw = abs(float(np.degrees(np.arctan2(across[2], np.hypot(across[0], across[1])))))
    if yaw > YAW:
        raise MienError(
            f"{where} is turned about {yaw:.0f} degrees to the side; up to {YAW:.0f} can be used. "
            "Take a photo that shows it more from the front."
        )


def _placed(picture: Picture, face: Face, turn: float) -> tuple[Plane, float]:
    """Points and belief, from a square turned by so many degrees against the detector's."""
    first = _first_frame(face)
    points, _ = _points(picture, replace(first, roll=first.roll + turn))
    return _points(picture, _next_frame(points))


def _points(picture: Picture, frame: Frame) -> tuple[Plane, float]:
    """Run the network: (478, 3) points in photo pixels with depth, and its belief in a face."""
    seen = cut(picture, frame, SIZE).astype(np.float32).transpose(2, 0, 1)[None] / 255
    points, presence = graph("landmarks").run(["points", "presence"], {"picture": seen})
    flat = frame.to_photo(points[0, :, :2] - 0.5, SIZE)
    depth = points[0, :, 2:] * np.float32(frame.side / SIZE)
    return np.hstack([flat, depth]), float(presence.squeeze())


def _first_frame(face: Face) -> Frame:
    left, top, right, bottom = face.box
    side = ROOM * BOX * max(right - left, bottom - top)
    (x0, y0), (x1, y1) = face.points5[:2]
    roll = float(np.degrees(np.arctan2(y1 - y0, x1 - x0)))
    if abs(roll) < UPRIGHT:
        roll = 0.0
    return Frame(((left + right + 1) / 2, (top + bottom + 1) / 2), side, roll)


def _next_frame(points: Plane) -> Frame:
    across = points[EYES[1], :2] - points[EYES[0], :2]
    roll = float(np.degrees(np.arctan2(across[1], across[0])))
    upright = Frame((0.0, 0.0), 1.0, roll)
    square = points[:, :2] @ upright.axes
    low, high = square.min(0), square.max(0)
    x, y = upright.axes @ ((low + high) / 2) + 0.5
    return Frame((float(x), float(y)), ROOM * float((high - low).max()), roll)
