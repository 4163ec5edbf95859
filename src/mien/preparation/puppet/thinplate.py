"""Smoothed thin-plate splines in the plane."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.types import Plane

_GRID = 48
"""Nodes a side on which the spline is computed exactly; between them it is cubic."""


@dataclass(frozen=True, eq=False)
class ThinPlate:
    """A smooth field in the plane that takes about given values at given points.

    Attributes:
        points: (n, 2).
        weights: (n + 3, c): of the n kernels, of 1, x and y.
        middle: (2,) and `scale`: points are brought to about unit size first.
    """

    points: NDArray[np.float64]
    weights: NDArray[np.float64]
    middle: NDArray[np.float64]
    scale: float

    def at(self, places: NDArray[np.floating]) -> NDArray[np.float64]:
        """The field at places (k, 2): (k, c)."""
        away = (np.asarray(places, np.float64) - self.middle) / self.scale
        return np.hstack([_kernel(away, self.points), _linear(away)]) @ self.weights

    def near(self, places: Plane) -> Plane:
        """As `at`, for thousands of places: from a grid laid over them."""
        low, high = places.min(0), places.max(0)
        axes = [np.linspace(low[axis], high[axis], _GRID) for axis in (0, 1)]
        nodes = np.stack(np.meshgrid(*axes), -1).reshape(-1, 2)
        field = self.at(nodes).reshape(_GRID, _GRID, -1).astype(np.float32)
        where = ((places - low) / (high - low) * (_GRID - 1)).astype(np.float32)
        columns, rows = where[:, :1].copy(), where[:, 1:].copy()
        drawn = cv2.remap(field, columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(drawn[:, 0], np.float32)


def thin_plate(
    points: NDArray[np.floating], values: NDArray[np.floating], smoothing: float
) -> ThinPlate:
    """Fit a thin-plate spline.

    Args:
        points: (n, 2).
        values: (n, c) there.
        smoothing: 0 = through the values; more = smoother, in units of the kernel.
    """
    middle = np.asarray(points.mean(0), np.float64)
    scale = float(np.abs(points - middle).max())
    away = np.asarray((points - middle) / scale, np.float64)
    linear = _linear(away)
    count = len(points)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _kernel(away, away) + smoothing * np.eye(count)
    system[:count, count:] = linear
    system[count:, :count] = linear.T
    right = np.vstack([values, np.zeros((3, values.shape[1]))])
    return ThinPlate(away, np.asarray(np.linalg.solve(system, right), np.float64), middle, scale)


def _kernel(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """The kernel, r squared times the logarithm of r, (k, n)."""
    square = ((one**2).sum(1)[:, None] + (other**2).sum(1) - 2 * one @ other.T).clip(1e-20)
    return np.asarray(0.5 * square * np.log(square))


def _linear(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.hstack([np.ones((len(points), 1)), points])
