"""Lay the mesh on a photo: pose and person by least squares, the rest by a thin-plate spline."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.preparation.points import FIRST_IRIS
from mien.preparation.puppet.mesh import FaceMesh
from mien.preparation.thinplate import spread
from mien.types import Plane

ROUNDS = 3
"""Alternations of pose and person; more change nothing that is seen."""

RIDGE = 0.12
"""What a standard deviation of an identity weight costs: so many centimetres on ten landmarks."""

SMOOTHING = 1e-4
"""Of the spline: follows the features of the face, not the noise of single landmarks."""

NODES = 48
"""A side, of the grid on which it is computed."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pose:
    """Scaled orthography: photo = scale * rotation @ head + shift, with y down in the photo.

    Attributes:
        scale: photo pixels a centimetre.
        rotation: (3, 3), of the head as seen: x right, y up, z towards the viewer.
        shift: (2,), photo pixels, y up.
    """

    scale: float
    rotation: Floats
    shift: Floats

    @property
    def yaw(self) -> float:
        """Turn to the side in degrees, positive = to the subject's left."""
        return float(np.degrees(np.arctan2(self.rotation[0, 2], self.rotation[2, 2])))

    @property
    def pitch(self) -> float:
        """Nod in degrees, positive = down."""
        return float(np.degrees(np.arcsin(np.clip(-self.rotation[1, 2], -1, 1))))


@dataclass(frozen=True, eq=False)
class Fit:
    """A mesh on a photo.

    Attributes:
        pose: of the head.
        person: (k,) identity weights.
        vertices: (n, 3): photo pixels, x and y (down) before z, which grows towards the viewer.
        residual: mean distance of mesh and landmarks before the spline, in centimetres.
    """

    pose: Pose
    person: Floats
    vertices: Plane
    residual: float

    def turned(self, deltas: Plane) -> Plane:
        """Displacements of the head (..., 3) in centimetres as the photo shows them, in pixels."""
        matrix = (self.pose.rotation * self.pose.scale * [[1], [-1], [1]]).astype(np.float32)
        return np.asarray(deltas @ matrix.T, np.float32)


def fit(mesh: FaceMesh, landmarks: Plane) -> Fit:
    """Fit a mesh to the landmarks of a photo.

    Args:
        mesh: with anchors.
        landmarks: (478, 2), photo pixels; the irises are not used.
    """
    assert mesh.anchors is not None
    used = mesh.anchors.known.copy()
    used[FIRST_IRIS:] = False
    seen = landmarks[used].astype(np.float64) * [1, -1]
    mean = mesh.anchors.of(mesh.vertices)[used].astype(np.float64)
    modes = mesh.anchors.of(mesh.identities)[:, used].astype(np.float64)
    person = np.zeros(len(modes))
    pose = posed(mean, seen)
    for _ in range(ROUNDS):
        person = _person(pose, mean, modes, seen)
        pose = posed(mean + np.tensordot(person, modes, 1), seen)
    head = mesh.vertices + np.tensordot(person.astype(np.float32), mesh.identities, 1)
    return _laid(mesh, used, pose, person, head, landmarks[used])


def posed(head: Floats, seen: Floats) -> Pose:
    """The pose in which points of a head (n, 3) come nearest to those seen (n, 2), y up."""
    centred = head - head.mean(0)
    affine = np.linalg.lstsq(centred, seen - seen.mean(0), rcond=None)[0].T
    left, sizes, right = np.linalg.svd(affine)
    axes = left @ right[:2]
    scale = float(sizes.mean())
    rotation = np.vstack([axes, np.cross(axes[0], axes[1])])
    return Pose(scale, rotation, seen.mean(0) - scale * axes @ head.mean(0))


def _person(pose: Pose, mean: Floats, modes: Floats, seen: Floats) -> Floats:
    """Ridge regression of the identity weights."""
    if not len(modes):
        return np.zeros(0)
    axes = pose.scale * pose.rotation[:2]
    design = (modes @ axes.T).reshape(len(modes), -1).T
    wanted = (seen - mean @ axes.T - pose.shift).ravel()
    ridge = (pose.scale * RIDGE) ** 2 * len(mean) / 10
    system = design.T @ design + ridge * np.eye(len(modes))
    return np.asarray(np.linalg.solve(system, design.T @ wanted))


def _laid(
    mesh: FaceMesh, used: NDArray[np.bool_], pose: Pose, person: Floats, head: Plane, seen: Plane
) -> Fit:
    """Project a head and pull it onto the landmarks in the plane of the picture."""
    assert mesh.anchors is not None
    matrix = (pose.rotation * pose.scale).astype(np.float32)
    vertices = head @ matrix.T
    vertices[:, :2] += pose.shift.astype(np.float32)
    vertices[:, 1] *= -1
    placed = mesh.anchors.of(vertices)[used, :2]
    residual = float(np.linalg.norm(seen - placed, axis=1).mean()) / pose.scale
    middle = placed.mean(0)
    size = np.abs(placed - middle).max()
    points, places = ((flat - middle) / size for flat in (placed, vertices[:, :2]))
    vertices[:, :2] += spread(points, seen - placed, places, smoothing=SMOOTHING, nodes=NODES)
    return Fit(pose, person, vertices, residual)
