"""What is known of a mesh before any photo: which vertices are lips, lids, teeth and edges."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.preparation.points import EYES, INNER_LIPS
from mien.preparation.puppet.mesh import FaceMesh, Part, reduced
from mien.preparation.puppet.surface import Normals, borders, distance, smoothed
from mien.types import Plane

DRAWN = (Part.SKIN, Part.SOCKET, Part.GUMS, Part.TEETH, Part.LEFT_EYE, Part.RIGHT_EYE)
EDGE = 3.0
"""Centimetres over which movement and shading fade in from the outer edge of the face."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Regions:
    """Vertex by vertex, (n,), lengths in centimetres on the neutral mean head.

    Attributes:
        normals: of the mesh's triangles.
        skin: on the face.
        fade: 0 at the outer edge of the face, 1 well inside.
        to_lids: distance to the edges of the eyes.
        to_mouth: distance to the inner edges of the lips.
        lower: how much it follows the jaw, in [0, 1].
        recess: of teeth and gums, how deep it lies between its neighbours; negative = proud.
    """

    normals: Normals
    skin: NDArray[np.bool_]
    fade: Plane
    to_lids: Plane
    to_mouth: Plane
    lower: Plane
    recess: Plane


def drawn_part(mesh: FaceMesh, narrow: int | None = None) -> FaceMesh:
    """The part of a mesh that is drawn: the front of the face, the mouth and the eyes.

    Args:
        mesh: any.
        narrow: of the skin, only triangles whose vertices have smaller numbers.
    """
    kept = np.isin(mesh.parts, DRAWN)
    if narrow is not None:
        kept &= (mesh.triangles.max(1) < narrow) | (mesh.parts != Part.SKIN)
    return reduced(mesh, kept)


def regions(mesh: FaceMesh) -> Regions:
    """Measure a mesh with anchors; takes about a second."""
    assert mesh.anchors is not None
    vertices = mesh.vertices
    skin = np.zeros(len(vertices), bool)
    skin[np.unique(mesh.of(Part.SKIN))] = True
    places = mesh.anchors.of(vertices)
    outer = _outer_edge(mesh)
    fade = np.clip(distance(vertices, vertices[outer]) / EDGE, 0, 1)
    return Regions(
        normals=Normals(mesh.triangles, len(vertices)),
        skin=skin,
        fade=fade * skin,
        to_lids=distance(vertices, np.vstack([_outline(places, lids) for lids, _ in EYES])),
        to_mouth=distance(vertices, _outline(places, INNER_LIPS)),
        lower=_follows_jaw(mesh),
        recess=_recess(mesh),
    )


def _outline(places: Plane, loop: tuple[int, ...]) -> Plane:
    """A closed line through landmarks, as many points."""
    start = places[list(loop)]
    way = np.roll(start, -1, 0) - start
    parts = np.linspace(0, 1, 8, endpoint=False)[:, None, None]
    return np.asarray((start + parts * way).reshape(-1, 3), np.float32)


def _outer_edge(mesh: FaceMesh) -> NDArray[np.int64]:
    """The open edge that spans most."""
    loops = borders(mesh.of(Part.SKIN))
    return max(loops, key=lambda loop: float(np.ptp(mesh.vertices[loop], axis=0).sum()))


def _follows_jaw(mesh: FaceMesh) -> Plane:
    moved = np.linalg.norm(mesh.expressions[mesh.unit("jawOpen")], axis=1)
    return np.clip(moved / max(float(np.percentile(moved, 99)), 1e-6), 0, 1).astype(np.float32)


def _recess(mesh: FaceMesh) -> Plane:
    """How far a vertex lies behind the mean of its surroundings, along its normal."""
    recess = np.zeros(len(mesh.vertices), np.float32)
    triangles = mesh.of(Part.TEETH, Part.GUMS)
    if len(triangles):
        normals = Normals(triangles, len(mesh.vertices)).of(mesh.vertices)
        away = smoothed(triangles, mesh.vertices, 4) - mesh.vertices
        recess = (away * normals).sum(1)
    return recess.astype(np.float32)
