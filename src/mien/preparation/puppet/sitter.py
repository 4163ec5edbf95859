"""A photo made ready: found, measured, screened and fitted once for all of its expressions."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from mien.geometry import Frame, cut
from mien.preparation.checks import Fault
from mien.preparation.puppet.fit import Fit, fit
from mien.preparation.puppet.lips import on_the_line
from mien.preparation.puppet.measures import Measures, measured
from mien.preparation.puppet.model import model
from mien.preparation.puppet.screening import Limits, screened
from mien.preparation.sight import read, see
from mien.preparation.take import Refusal
from mien.preparation.thumbnail import LARGEST
from mien.types import Picture, Plane


@dataclass(frozen=True, kw_only=True, eq=False)
class Sitter:
    """A photo that will do.

    Attributes:
        picture: the photo.
        landmarks: (478, 2), photo pixels.
        frame: the square of a clip of it, without chance.
        laid: the mesh on it.
        seen: measures.
        thumbnail: of the face.
    """

    picture: Picture
    landmarks: Plane
    frame: Frame
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
    picture = read(path)
    if isinstance(picture, Fault):
        return picture.refusal(path.name)
    sight = see(picture, path.name)
    if isinstance(sight, Fault):
        return sight.refusal(path.name, picture)
    points = sight.points.astype(np.float32)
    seen = measured(sight)
    closed = on_the_line(picture, points) if seen.mouth <= limits.mouth else points
    laid = fit(prepared.mesh, closed)
    thumbnail = cut(picture, sight.frame, LARGEST)
    if fault := screened(seen, laid, limits):
        return fault.refusal(path.name, thumbnail)
    return Sitter(
        picture=picture,
        landmarks=closed,
        frame=sight.frame,
        laid=laid,
        seen=seen,
        thumbnail=thumbnail,
    )
