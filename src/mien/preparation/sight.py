"""A photo, the one face in it and the landmarks of that face; or why there is none."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.faces import find_faces, landmarks68, landmarks478
from mien.geometry import Frame, cut
from mien.ibug import eye_distance
from mien.media import read_photo
from mien.preparation.checks import Fault, several_faces
from mien.preparation.framing import SIZE, clip_frame
from mien.preparation.points import CHIN, FOREHEAD
from mien.preparation.sharpness import blur
from mien.types import Picture


@dataclass(frozen=True, eq=False)
class Sight:
    """A photo that shows one face.

    Attributes:
        picture: (height, width, 3), sRGB.
        points: (478, 2) of MediaPipe, in pixels of the picture.
    """

    picture: Picture
    points: NDArray[np.float64]

    @property
    def eyes(self) -> float:
        """Distance between the centres of the eyes in pixels."""
        return eye_distance(landmarks68(self.points.astype(np.float32)))

    @property
    def length(self) -> float:
        """Distance from the upper forehead to the chin in pixels."""
        return float(np.hypot(*(self.points[FOREHEAD] - self.points[CHIN])))

    @cached_property
    def frame(self) -> Frame:
        """The square of a clip of it, without chance."""
        return clip_frame(self.points.astype(np.float32))

    @cached_property
    def blur(self) -> float:
        """Of the face, in a clip's frame: 0 sharp, 1 blurred."""
        return blur(
            cut(self.picture, self.frame, SIZE),
            landmarks68(self.frame.to_frame(self.points, SIZE)),
        )


def read(path: Path) -> Picture | Fault:
    """Read a photo, or say why it cannot be read."""
    try:
        return read_photo(path).picture
    except MienError as error:
        return Fault(reason="unreadable", detail=str(error))


def see(picture: Picture, name: str) -> Sight | Fault:
    """Find the one face in a picture, or say why there is none.

    Args:
        picture: (height, width, 3), sRGB.
        name: of the photo, for messages.
    """
    faces = find_faces(picture)
    if not faces:
        detail = f"No face was found in {name}. Give a photo that shows one from the front."
        return Fault(reason="no face", detail=detail)
    if fault := several_faces([face.area for face in faces]):
        return replace(fault, detail=f"{name}: {fault.detail}")
    try:
        points = landmarks478(picture, faces[0])
    except MienError as error:
        return Fault(reason="unclear face", detail=f"{name}: {error}")
    return Sight(picture, points.astype(np.float64))


def look(path: Path) -> Sight | Fault:
    """Read a photo and find the one face in it, or say why there is none."""
    picture = read(path)
    return picture if isinstance(picture, Fault) else see(picture, path.name)
