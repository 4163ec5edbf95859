"""A photo made ready: found, measured, screened and fitted once for all of its expressions."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from mien.errors import MienError
from mien.faces import find_faces, landmarks478
from mien.geometry import cut
from mien.media import read_photo
from mien.preparation.puppet.fit import Fit, fit
from mien.preparation.puppet.framing import STILL, framed
from mien.preparation.puppet.lips import on_the_line
from mien.preparation.puppet.measures import Measures, measured
from mien.preparation.puppet.model import model
from mien.preparation.puppet.screening import THUMBNAIL, Limits, refusal, screened
from mien.preparation.take import Refusal
from mien.types import Picture, Plane


@dataclass(frozen=True, kw_only=True, eq=False)
class Sitter:
    """A photo that will do.

    Attributes:
        picture: the photo.
        landmarks: (478, 2), photo pixels.
        laid: the mesh on it.
        seen: measures.
        thumbnail: of the face.
    """

    picture: Picture
    landmarks: Plane
    laid: Fit
    seen: Measures
    thumbnail: Picture


@lru_cache(maxsize=4)
def sitter(path: Path, changed: int, folder: Path | None, limits: Limits) -> Sitter | Refusal:
    """Make a photo ready; the same photo is asked for once for each expression.

    Args:
        path: of the photo.
        changed: when it was, so that a changed photo is read anew.
        folder: of the mesh.
        limits: to keep to.

    Returns:
        The sitter, or why the photo will not do.

    Raises:
        MienError: the mesh cannot be read; that is no fault of the photo.
    """
    del changed
    prepared = model(folder)
    try:
        picture = read_photo(path).picture
    except MienError as error:
        return refusal(path.name, "unreadable", str(error))
    found = _landmarks(path.name, picture, limits)
    if isinstance(found, Refusal):
        return found
    frame = framed(found, STILL, np.random.default_rng(0))
    thumbnail = cut(picture, frame, THUMBNAIL)
    seen = measured(picture, found, frame)
    closed = on_the_line(picture, found) if seen.mouth <= limits.mouth else found
    laid = fit(prepared.mesh, closed)
    refused = screened(path.name, thumbnail, seen, laid, limits)
    if refused:
        return refused
    return Sitter(picture=picture, landmarks=closed, laid=laid, seen=seen, thumbnail=thumbnail)


def _landmarks(name: str, picture: Picture, limits: Limits) -> Plane | Refusal:
    """Landmarks of the only face, (478, 2), or why there are none."""
    faces = find_faces(picture)
    if not faces:
        return refusal(name, "no face", "No face was found. Use a photo from the front.", picture)
    if len(faces) > 1 and faces[1].area > limits.second**2 * faces[0].area:
        size = (faces[1].area / faces[0].area) ** 0.5
        detail = f"A second face is {size:.2f} of the first's size; cut the photo to one person."
        return refusal(name, "several faces", detail, picture, (size, limits.second))
    try:
        return landmarks478(picture, faces[0])
    except MienError as error:
        return refusal(name, "no landmarks", str(error), picture)
