"""Facts about a surface: normals, open edges, distances along it."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.preparation.puppet.mesh import Triangles
from mien.types import Plane


@dataclass(frozen=True, eq=False)
class Normals:
    """Vertex normals of one triangulation, for many positions.

    Attributes:
        triangles: (m, 3).
        count: of vertices.
    """

    triangles: Triangles
    count: int

    def __post_init__(self) -> None:
        corner = self.triangles.T.ravel()
        order = np.argsort(corner, kind="stable")
        owners, starts = np.unique(corner[order], return_index=True)
        object.__setattr__(self, "_face", order % len(self.triangles))
        object.__setattr__(self, "_owners", owners)
        object.__setattr__(self, "_starts", starts)

    def of(self, vertices: Plane) -> Plane:
        """Unit normals, weighted by area, (n, 3); 0 at vertices of no triangle."""
        a, b, c = (vertices[self.triangles[:, corner]] for corner in range(3))
        one, two = b - a, c - a
        faces = np.stack(
            [
                one[:, 1] * two[:, 2] - one[:, 2] * two[:, 1],
                one[:, 2] * two[:, 0] - one[:, 0] * two[:, 2],
                one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0],
            ],
            1,
        )
        normals = np.zeros((self.count, 3), np.float32)
        normals[self._owners] = np.add.reduceat(faces[self._face], self._starts)  # type: ignore[attr-defined]
        length = np.linalg.norm(normals, axis=1, keepdims=True)
        return np.asarray(normals / np.maximum(length, 1e-9), np.float32)


def borders(triangles: Triangles) -> list[NDArray[np.int64]]:
    """Vertices on each connected open edge, the longest edge first."""
    edges = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), 1)
    unique, counts = np.unique(edges, axis=0, return_counts=True)
    beside: dict[int, list[int]] = defaultdict(list)
    for one, two in unique[counts == 1].tolist():
        beside[one].append(two)
        beside[two].append(one)
    found = []
    while beside:
        loop, waiting = set(), [next(iter(beside))]
        while waiting:
            vertex = waiting.pop()
            if vertex in beside:
                loop.add(vertex)
                waiting += beside.pop(vertex)
        found.append(np.array(sorted(loop)))
    return sorted(found, key=len, reverse=True)


def distance(points: Plane, targets: Plane) -> Plane:
    """Distance of each point (n, d) to the nearest target (k, d)."""
    nearest = [
        np.sqrt(((part[:, None] - targets[None]) ** 2).sum(2).min(1))
        for part in np.array_split(points, max(1, len(points) // 2048))
    ]
    return np.concatenate(nearest).astype(np.float32)


def smoothed(triangles: Triangles, values: Plane, rounds: int) -> Plane:
    """Average values (n, c) over neighbours, again and again."""
    pairs = triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    order = np.argsort(ends[:, 0], kind="stable")
    owners, starts, counts = np.unique(ends[order, 0], return_index=True, return_counts=True)
    for _ in range(rounds):
        sums = np.add.reduceat(values[ends[order, 1]], starts)
        values = values.copy()
        values[owners] = sums / counts[:, None]
    return values
