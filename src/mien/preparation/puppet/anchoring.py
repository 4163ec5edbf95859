"""Find the 478 landmarks on a mesh that comes without: look at a picture of it.

The head is drawn from the front with simple colours, the landmark network looks at the drawing,
and each landmark is the place on the skin that lies under it.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.faces import find_faces, landmarks478
from mien.preparation.pixels import blurred, inside
from mien.preparation.points import (
    BROWS,
    LOWER_LIP,
    OUTER_LIPS,
    UPPER_LIP,
)
from mien.preparation.puppet.mesh import Anchors, FaceMesh, Part
from mien.preparation.puppet.raster import Buffer, rasterise
from mien.preparation.puppet.surface import Normals
from mien.types import Picture, Plane

SIZE = 800
_SPAN = 34.0
"""Centimetres that the drawing shows."""

_COLOURS = {
    Part.SKIN: (215, 170, 145),
    Part.NECK: (205, 160, 135),
    Part.SOCKET: (120, 50, 50),
    Part.TEETH: (230, 225, 215),
    Part.LEFT_EYE: (240, 238, 235),
    Part.RIGHT_EYE: (240, 238, 235),
}
_LIPS, _HAIR, _IRIS, _PUPIL = (190, 95, 90), (60, 40, 30), (70, 50, 40), (10, 10, 10)
_LIGHT = np.array([0.1, 0.35, 0.93], np.float32)
_NEAR = 14
"""Pixels over which the line between the lips is looked for."""


def anchored(mesh: FaceMesh) -> FaceMesh:
    """The mesh with the landmarks found on it.

    Raises:
        MienError: no face is recognised in the drawing of the mesh.
    """
    points = _projected(mesh)
    plain, buffer = _drawing(mesh, points)
    seen = _seen(mesh, _with_irises(mesh, points, buffer, plain))
    seen = _seen(mesh, _with_irises(mesh, points, buffer, _painted(plain, seen)))
    skin = rasterise(points, mesh.of(Part.SKIN), (SIZE, SIZE))
    index, weights = _under(skin, seen)
    _to_the_slit(mesh, skin, seen, (index, weights))
    return replace(mesh, anchors=Anchors(index=index, weights=weights))


def _projected(mesh: FaceMesh) -> Plane:
    """Vertices in the drawing: x and y down in pixels, z nearer."""
    skin = mesh.vertices[np.unique(mesh.of(Part.SKIN)), 1]
    middle = (skin.max() + skin.min()) / 2
    away = (mesh.vertices - np.array([0, middle, 0])) * [1, -1, 1] * (SIZE / _SPAN)
    return np.asarray(away + np.array([SIZE / 2, SIZE / 2, 0]), np.float32)


def _drawing(mesh: FaceMesh, points: Plane) -> tuple[Plane, Buffer]:
    normals = Normals(mesh.triangles, len(points)).of(mesh.vertices)
    shade = 0.45 + 0.6 * np.clip(normals @ _LIGHT, 0, 1)
    buffer = rasterise(points, mesh.triangles, (SIZE, SIZE))
    parts = buffer.labels(mesh.parts)
    picture = np.full((SIZE, SIZE, 3), (150, 150, 155), np.float32)
    for part, colour in _COLOURS.items():
        picture[parts == part] = colour
    light = np.where(parts >= 0, buffer.draw(shade[:, None])[..., 0], 1)
    return picture * np.clip(light, 0.3, 1.1)[..., None], buffer


def _with_irises(mesh: FaceMesh, points: Plane, buffer: Buffer, picture: Plane) -> Picture:
    parts = buffer.labels(mesh.parts)
    y, x = np.mgrid[:SIZE, :SIZE]
    picture = picture.copy()
    for part in (Part.LEFT_EYE, Part.RIGHT_EYE):
        eye = np.unique(mesh.of(part))
        if not len(eye):
            continue
        front = points[eye[points[eye, 2].argmax()]]
        away = np.hypot(x - front[0], y - front[1]) * _SPAN / SIZE
        picture[(parts == part) & (away < 0.58)] = _IRIS
        picture[(parts == part) & (away < 0.25)] = _PUPIL
    return np.clip(blurred(picture, 0.7), 0, 255).astype(np.uint8)


def _painted(picture: Plane, seen: Plane) -> Plane:
    """Lips and brows, where a first look has found them."""
    lips = inside(seen[list(OUTER_LIPS)], (SIZE, SIZE))
    hair = np.zeros((SIZE, SIZE), np.uint8)
    for brow in BROWS:
        cv2.polylines(
            hair,
            [np.rint(seen[list(brow)]).astype(np.int32)],
            isClosed=False,
            color=255,
            thickness=11,
        )
    for mask, colour, soft in ((lips, _LIPS, 1.2), (hair, _HAIR, 2.0)):
        share = 0.85 * blurred(mask.astype(np.float32) / np.float32(255), soft)[..., None]
        picture = picture * (1 - share) + np.array(colour, np.float32) * share
    return np.asarray(picture, np.float32)


def _seen(mesh: FaceMesh, picture: Picture) -> Plane:
    faces = find_faces(picture)
    if not faces:
        raise MienError(f"{mesh.name}: the head does not look like a face from the front.")
    return landmarks478(picture, faces[0])


def _under(skin: Buffer, seen: Plane) -> tuple[NDArray[np.int32], Plane]:
    """Vertices and weights of the skin nearest to each landmark."""
    rows, columns = np.divmod(skin.pixels, SIZE)
    nearest = [
        int(((columns - x) ** 2 + (rows - y) ** 2).argmin()) for x, y in seen.astype(np.float64)
    ]
    return skin.vertices[nearest].copy(), skin.weights[nearest].copy()


def _to_the_slit(
    mesh: FaceMesh, skin: Buffer, seen: Plane, found: tuple[NDArray[np.int32], Plane]
) -> None:
    """Move the inner landmarks of the lips to where upper and lower lip meet, each to its own."""
    jaw = np.linalg.norm(mesh.expressions[mesh.unit("jawOpen")], axis=1)
    around = skin.draw(jaw[:, None].astype(np.float32), empty=-1)[..., 0]
    rows = np.arange(SIZE)
    number = np.full(SIZE * SIZE, -1)
    number[skin.pixels] = np.arange(len(skin.pixels))
    limit = float(jaw.max()) / 2
    for lip, down in ((UPPER_LIP, 0), (LOWER_LIP, 1)):
        for landmark in lip[1:-1]:
            x, y = np.rint(seen[landmark]).astype(int)
            column = around[:, x]
            near = np.abs(rows[:-1] - y) <= _NEAR
            step = np.where(near & (column[:-1] >= 0), column[1:] - column[:-1], -1)
            row = int(step.argmax()) + down
            at = number[row * SIZE + x]
            if at >= 0 and step.max() > 0.2 * limit:
                found[0][landmark], found[1][landmark] = skin.vertices[at], skin.weights[at]
