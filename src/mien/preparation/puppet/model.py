"""A mesh with all that is measured on it once, loaded when first needed in a process."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from mien.errors import MienError
from mien.preparation.puppet import facekit
from mien.preparation.puppet.anchoring import anchored
from mien.preparation.puppet.folds import Texture, texture
from mien.preparation.puppet.makehuman import installed, read_makehuman
from mien.preparation.puppet.mesh import FaceMesh
from mien.preparation.puppet.regions import Regions, drawn_part, regions

_NARROW = 6706
"""Of ICT-FaceKit: vertices before this one are the face without ears, scalp and neck."""


@dataclass(frozen=True, eq=False)
class Model:
    """A mesh, ready for any photo.

    Attributes:
        mesh: what of it is drawn, with anchors.
        regions: of the mesh.
        texture: of its folds.
    """

    mesh: FaceMesh
    regions: Regions
    texture: Texture


def modelled(mesh: FaceMesh) -> Model:
    """Measure a mesh with anchors.

    Raises:
        MienError: its skin faces inwards.
    """
    measured = regions(mesh)
    if np.median(measured.normals.of(mesh.vertices)[measured.skin, 2]) < 0:
        raise MienError(f"{mesh.name} is inside out: its triangles must run counter-clockwise.")
    return Model(mesh, measured, texture(mesh))


@lru_cache(maxsize=2)
def model(folder: Path | None) -> Model:
    """The model of a folder, or of the mesh that a package brings.

    Args:
        folder: of ICT-FaceKit, as published or as archives; None = MakeHuman's mesh.

    Raises:
        MienError: it cannot be read.
    """
    if folder is None:
        return modelled(anchored(drawn_part(read_makehuman(installed()))))
    published = facekit.is_published(folder)
    mesh = facekit.read_objects(folder) if published else facekit.read_archives(folder)
    if mesh.anchors is None:
        mesh = anchored(mesh)
    return modelled(drawn_part(mesh, _NARROW))
