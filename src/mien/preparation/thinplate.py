"""Smoothed thin-plate splines in the plane, at many places."""

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator  # type: ignore[import-untyped] # no stubs

from mien.preparation.pixels import looked_up
from mien.types import Plane


def spread(
    points: NDArray[np.floating],
    values: NDArray[np.floating],
    places: Plane,
    *,
    smoothing: float,
    nodes: int,
) -> Plane:
    """Spread values at points smoothly over the plane.

    The spline is computed on a grid laid over the places; between its nodes it is cubic.

    Args:
        points: (n, 2).
        values: (n, c) there.
        places: (..., 2), where it is wanted; they span an area.
        smoothing: 0 = through the values; more = smoother. It counts in units of the kernel, the
            square of a length: points must come in a unit that goes with the face.
        nodes: of the grid, a side.

    Returns:
        (..., c).
    """
    low, high = places.reshape(-1, 2).min(0), places.reshape(-1, 2).max(0)
    axes = [np.linspace(low[axis], high[axis], nodes) for axis in (0, 1)]
    spline = RBFInterpolator(points, values, kernel="thin_plate_spline", smoothing=smoothing)
    grid = np.stack(np.meshgrid(*axes), -1).reshape(-1, 2)
    field = spline(grid).reshape(nodes, nodes, -1).astype(np.float32)
    where = ((places - low) / (high - low) * (nodes - 1)).astype(np.float32)
    drawn = looked_up(field, where.reshape(-1, where.shape[-2], 2), cubic=True)
    return drawn.reshape(*places.shape[:-1], -1)
