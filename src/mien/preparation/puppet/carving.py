"""Give a coarse mesh teeth: its rows of teeth are split finer and grooved where teeth meet."""

from dataclasses import replace

import numpy as np

from mien.preparation.puppet.mesh import FaceMesh, Part
from mien.types import Plane

_UPPER = (0.0, 0.86, 1.54, 2.32, 3.02, 3.70, 4.70)
_LOWER = (0.0, 0.54, 1.14, 1.84, 2.56, 3.28, 4.40)
"""Where teeth meet, in centimetres along the row from the middle: usual widths of adult teeth."""

_DEPTH, _WIDTH = 0.16, 0.07
"""Of a groove, in centimetres."""


def carved_teeth(mesh: FaceMesh) -> FaceMesh:
    """The mesh with grooves in its rows of teeth."""
    fine = split(split(split(mesh, Part.TEETH), Part.TEETH), Part.TEETH)
    teeth = np.unique(fine.of(Part.TEETH))
    jaw = np.linalg.norm(fine.expressions[fine.unit("jawOpen"), teeth], axis=1)
    vertices = fine.vertices.copy()
    lower = jaw > jaw.max() / 2
    for row, meets in ((teeth[~lower], _UPPER), (teeth[lower], _LOWER)):
        if len(row):
            vertices[row] += _grooves(vertices[row], meets)
    return replace(fine, vertices=vertices)


def _grooves(row: Plane, meets: tuple[float, ...]) -> Plane:
    """Displacements (n, 3) of a row of teeth: back where two of them meet."""
    bins = np.linspace(0, float(np.abs(row[:, 0]).max()) + 1e-3, 24)
    which = np.digitize(np.abs(row[:, 0]), bins)
    front = np.array([row[which == at, 2].max() if (which == at).any() else np.nan
                      for at in range(1, len(bins) + 1)])  # fmt: skip
    known = ~np.isnan(front)
    front = np.minimum.accumulate(
        np.interp(np.arange(len(bins)), np.flatnonzero(known), front[known])
    )
    steps = np.hypot(np.diff(bins), np.diff(front))
    along = np.interp(np.abs(row[:, 0]), bins, np.concatenate([[0], np.cumsum(steps)]))
    away = np.abs(along[:, None] - np.array(meets)).min(1)
    depth = _DEPTH * np.exp(-((away / _WIDTH) ** 2) / 2)
    inwards = np.stack([-0.3 * np.sign(row[:, 0]), np.zeros(len(row)), -np.ones(len(row))], 1)
    return np.asarray(inwards * depth[:, None], np.float32)


def split(mesh: FaceMesh, part: Part) -> FaceMesh:
    """Split each triangle of a part into four, at the middles of its edges."""
    chosen = mesh.parts == part
    old = mesh.triangles[chosen]
    edges = np.sort(old[:, [[0, 1], [1, 2], [2, 0]]], 2)
    unique, number = np.unique(edges.reshape(-1, 2), axis=0, return_inverse=True)
    middle = (len(mesh.vertices) + number.reshape(-1, 3)).astype(np.int32)
    (a, b, c), (ab, bc, ca) = old.T, middle.T
    new = np.concatenate(
        [np.stack(corners, 1) for corners in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
    )

    def grown(values: Plane) -> Plane:
        between = values[..., unique, :].mean(-2)
        return np.concatenate([values, between], -2).astype(np.float32)

    return replace(
        mesh,
        vertices=grown(mesh.vertices),
        triangles=np.concatenate([mesh.triangles[~chosen], new]),
        parts=np.concatenate([mesh.parts[~chosen], np.full(len(new), part, np.int8)]),
        expressions=grown(mesh.expressions),
        identities=grown(mesh.identities),
    )
