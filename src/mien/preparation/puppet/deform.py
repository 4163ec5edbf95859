"""Move the mesh: blendshape weights to displacements, and displacements to the frame."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.geometry import Frame
from mien.preparation.puppet.fit import Fit
from mien.preparation.puppet.mesh import FaceMesh
from mien.types import Plane

Weights = Mapping[str, float]
"""By the name of a blendshape; of a pair, a name without `_L` or `_R` is both."""


def weight_vector(mesh: FaceMesh, weights: Weights) -> Plane:
    """Weights in the order of the mesh's units, (units,).

    Raises:
        MienError: the mesh lacks a blendshape.
    """
    vector = np.zeros(len(mesh.units), np.float32)
    for name, weight in weights.items():
        names = [name] if name in mesh.units else [f"{name}_L", f"{name}_R"]
        for unit in names:
            vector[mesh.unit(unit)] += weight
    return vector


def displacement(mesh: FaceMesh, vector: Plane) -> Plane:
    """How far vertices move at full degree, (n, 3), in centimetres on the head."""
    moving = np.flatnonzero(vector)
    if not len(moving):
        return np.zeros_like(mesh.vertices)
    return np.asarray(np.tensordot(vector[moving], mesh.expressions[moving], 1), np.float32)


@dataclass(frozen=True, eq=False)
class Motion:
    """A mesh in a clip's frame, from neutral to full degree; x and y down in pixels, z nearer.

    Attributes:
        neutral: (n, 3), vertices at degree 0.
        step: (n, 3), what is added at degree 1.
        unit: pixels a centimetre.
    """

    neutral: Plane
    step: Plane
    unit: float

    def at(self, degree: float) -> Plane:
        """Vertices at a degree, (n, 3): linear in it."""
        return self.neutral + np.float32(degree) * self.step


def motion(laid: Fit, moved: Plane, frame: Frame, size: int) -> Motion:
    """Bring a fitted mesh and its displacement (n, 3) into a frame of `size` pixels."""
    zoom = np.float32(size / frame.side)
    neutral = np.empty_like(laid.vertices)
    neutral[:, :2] = frame.to_frame(laid.vertices[:, :2], size)
    neutral[:, 2] = laid.vertices[:, 2] * zoom
    step = laid.turned(moved) * zoom
    axes: NDArray[np.float32] = frame.axes.astype(np.float32)
    step[:, :2] = step[:, :2] @ axes
    return Motion(neutral, step, float(laid.pose.scale * zoom))
