"""Follow the one face of a recording, frame by frame."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.faces import Face, find_faces, follow478, landmarks68, landmarks478
from mien.media import RATE, iter_timed
from mien.preparation.checks import Fault, face_lost, several_faces
from mien.preparation.videos.listing import Recording
from mien.types import Picture, Plane

FASTEST: Final = 30.0
"""Frames per second that are looked at: faces do not move faster."""

LONGEST: Final = 1800
"""Most frames that are looked at: a minute. A longer recording shows more than one expression."""

DETECT_EVERY: Final = 6
"""Every so many frames the whole picture is searched, for the face and for others."""

FAR: Final = 0.03
"""A point that goes farther from one frame to the next, in sizes of the face, is found twice."""


class Landmarker(Protocol):
    """Finds the points of a face: 478 of MediaPipe, or 68 of iBUG."""

    def start(self, picture: Picture, face: Face) -> Plane:
        """The points of a face that was just found.

        Raises:
            MienError: it does not show clearly.
        """

    def follow(self, picture: Picture, points: Plane) -> Plane | None:
        """The points of a face whose points in the frame before are known; None if it is lost."""


class Mesh:
    """MediaPipe's face mesh, which ships with mien."""

    def start(self, picture: Picture, face: Face) -> Plane:
        """The points of a face that was just found, (478, 2).

        Raises:
            MienError: it does not show clearly, or is turned to the side.
        """
        points = landmarks478(picture, face)
        # As in the frames that follow, so that the first one does not stand out.
        again = follow478(picture, points)
        return points if again is None else again

    def follow(self, picture: Picture, points: Plane) -> Plane | None:
        """The points, seen around where they were, and once more if they have gone far."""
        found = follow478(picture, points)
        if found is None or np.abs(found - points).max() <= FAR * np.ptp(points, axis=0).max():
            return found
        return follow478(picture, found)


@dataclass(frozen=True)
class Track:
    """Where a face was in a recording.

    Attributes:
        seconds: (frames,), times of the frames.
        points: (frames, 478 or 68, 2) in pixels.
    """

    seconds: NDArray[np.float64]
    points: NDArray[np.float32]

    @property
    def landmarks(self) -> NDArray[np.float32]:
        """The 68 points, (frames, 68, 2)."""
        if self.points.shape[1] == 68:
            return self.points
        return np.stack([landmarks68(points) for points in self.points])


@dataclass(frozen=True, eq=False)
class Untracked:
    """Why a face could not be followed.

    Attributes:
        fault: what is wrong.
        shown: a frame that shows it.
    """

    fault: Fault
    shown: Picture | None


def timed_frames(recording: Recording) -> Iterator[tuple[float, Picture]]:
    """The frames of a recording between its start and end, at most 30 a second.

    Raises:
        MienError: it cannot be read.
    """
    last = -np.inf
    for seconds, picture in iter_timed(recording.path, recording.fps or RATE):
        if seconds > recording.end:
            return
        if seconds >= recording.start and seconds - last >= 0.9 / FASTEST:
            last = seconds
            yield seconds, picture


def track(frames: Iterable[tuple[float, Picture]], landmarker: Landmarker) -> Track | Untracked:
    """Follow the face through all frames.

    Returns:
        The track, or what is wrong: no face in a frame, several, or a recording that is too long.

    Raises:
        MienError: a frame cannot be read.
    """
    seconds: list[float] = []
    found: list[Plane | None] = []
    last: Plane | None = None
    without: Picture | None = None
    for index, (time, picture) in enumerate(frames):
        if index == LONGEST:
            detail = "It is longer than a minute; name the part that counts with start and end."
            fault = Fault(reason="too long", detail=detail, figure=index + 1, limit=LONGEST)
            return Untracked(fault, picture)
        points = None if last is None else landmarker.follow(picture, last)
        if points is None or index % DETECT_EVERY == 0:
            faces = find_faces(picture)
            if several := several_faces([face.area for face in faces] or [0.0]):
                return Untracked(several, picture)
            points = points if points is not None else _started(picture, faces, landmarker)
        seconds.append(time)
        found.append(points)
        last = points
        if points is None and without is None:
            without = picture
    if lost := face_lost([points is not None for points in found]):
        return Untracked(lost, without)
    return Track(np.array(seconds), np.stack([one for one in found if one is not None]))


def _started(picture: Picture, faces: list[Face], landmarker: Landmarker) -> Plane | None:
    try:
        return landmarker.start(picture, faces[0]) if faces else None
    except MienError:
        return None
