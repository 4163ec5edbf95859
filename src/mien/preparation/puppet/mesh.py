"""What a face mesh is: a neutral head, and how it changes with person and expression."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.types import Plane

Triangles = NDArray[np.int32]


class Part(IntEnum):
    """What a triangle belongs to; left and right are the subject's."""

    SKIN = 0
    NECK = 1
    SOCKET = 2
    EYE_SOCKET = 3
    GUMS = 4
    TEETH = 5
    LEFT_EYE = 6
    RIGHT_EYE = 7


@dataclass(frozen=True, kw_only=True, eq=False)
class Anchors:
    """MediaPipe's 478 landmarks as points on the triangles of a mesh.

    Attributes:
        index: (478, 3) vertices.
        weights: (478, 3), a row sums to 1, or is 0 where the mesh lacks the place.
    """

    index: NDArray[np.int32]
    weights: Plane

    def of(self, values: Plane) -> Plane:
        """Values at the landmarks, from those at the vertices: (..., n, c) to (..., 478, c)."""
        return np.asarray(np.einsum("...pkc,pk->...pc", values[..., self.index, :], self.weights))

    @property
    def known(self) -> NDArray[np.bool_]:
        """(478,): the landmarks that lie on this mesh."""
        return self.weights.sum(1) > 0.5


@dataclass(frozen=True, kw_only=True, eq=False)
class FaceMesh:
    """A head in centimetres: x to the subject's left, y up, z towards the viewer.

    Attributes:
        name: where it comes from; it goes into a clip's attribution.
        vertices: (n, 3), the neutral mean head.
        triangles: (m, 3), counter-clockwise when seen from outside.
        parts: (m,), a `Part` each.
        units: names of the blendshapes, ARKit's, `_L` and `_R` for the subject's sides.
        expressions: (units, n, 3): head = `vertices + sum_i w_i expressions_i`, w in about [0, 1].
        identities: (k, n, 3), added alike with about normally distributed weights.
        anchors: where the landmarks are; None until `mien.preparation.puppet.anchoring` finds them.
    """

    name: str
    vertices: Plane
    triangles: Triangles
    parts: NDArray[np.int8]
    units: tuple[str, ...]
    expressions: Plane
    identities: Plane
    anchors: Anchors | None = None

    def __post_init__(self) -> None:
        count = len(self.vertices)
        shapes = (self.expressions.shape, self.identities.shape[1:])
        if shapes != ((len(self.units), count, 3), (count, 3)):
            raise MienError(
                f"{self.name}: {count} vertices and {len(self.units)} units do not fit "
                f"expressions {self.expressions.shape} and identities {self.identities.shape}."
            )
        if self.triangles.min() < 0 or self.triangles.max() >= count:
            raise MienError(f"{self.name}: its triangles name vertices beyond the {count} it has.")

    def of(self, *parts: Part) -> Triangles:
        """The triangles of some parts, (k, 3)."""
        return self.triangles[np.isin(self.parts, parts)]

    def unit(self, name: str) -> int:
        """Number of a blendshape.

        Raises:
            MienError: the mesh has none of that name.
        """
        if name not in self.units:
            raise MienError(f"{self.name} has no blendshape {name!r}, but {', '.join(self.units)}.")
        return self.units.index(name)


def reduced(mesh: FaceMesh, kept: NDArray[np.bool_]) -> FaceMesh:
    """The mesh without some triangles and the vertices that only they use.

    Landmarks that lie on a vertex that goes are no longer known.

    Args:
        mesh: any.
        kept: (m,), which triangles stay.
    """
    triangles = mesh.triangles[kept]
    used = np.unique(triangles)
    number = np.full(len(mesh.vertices), -1, np.int32)
    number[used] = np.arange(len(used))
    anchors = mesh.anchors
    if anchors is not None:
        index = number[anchors.index]
        whole = np.asarray(index >= 0).all(1, keepdims=True)
        anchors = Anchors(
            index=np.where(whole, index, 0), weights=np.where(whole, anchors.weights, 0)
        )
    return replace(
        mesh,
        vertices=mesh.vertices[used],
        triangles=number[triangles],
        parts=mesh.parts[kept],
        expressions=mesh.expressions[:, used],
        identities=mesh.identities[:, used],
        anchors=anchors,
    )
