"""One photo of a pair: its picture, the one face in it and the landmarks of that face."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.faces import Face, find_faces, landmarks68, landmarks478
from mien.faces.framing import CHIN, FOREHEAD
from mien.ibug import eye_distance
from mien.media import read_photo
from mien.preparation.pairs.refused import Refused
from mien.types import Picture

BYSTANDER = 0.15
"""A second face of at least this part of the largest one's area makes a photo ambiguous."""


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


def look(path: Path) -> Sight:
    """Read a photo and find the one face in it.

    Raises:
        Refused: it cannot be read, shows no face or several, or not clearly.
    """
    try:
        picture = read_photo(path).picture
    except MienError as error:
        raise Refused("unreadable", str(error)) from error
    return see(picture, path.name)


def see(picture: Picture, name: str) -> Sight:
    """Find the one face in a picture.

    Raises:
        Refused: it shows no face or several, or not clearly.
    """
    face = _only(find_faces(picture), name)
    try:
        points = landmarks478(picture, face)
    except MienError as error:
        raise Refused("unclear face", f"{name}: {error}") from error
    return Sight(picture, points.astype(np.float64))


def _only(faces: Sequence[Face], name: str) -> Face:
    if not faces:
        raise Refused(
            "no face", f"No face was found in {name}. Give a photo that shows one from the front."
        )
    others = [face for face in faces[1:] if face.area >= BYSTANDER * faces[0].area]
    if others:
        raise Refused(
            "several faces",
            f"{name} shows {len(others) + 1} faces of similar size. Crop it to one person.",
            figure=len(others) + 1,
            limit=1,
        )
    return faces[0]
