"""Light: estimated from the photo's skin, and how it changes where the skin turns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.preparation.pixels import LUMA, at_points, blurred
from mien.preparation.puppet.regions import Regions
from mien.ramp import smoothstep
from mien.types import Plane

_PRIOR = np.array([0.35, 0.0, 0.25, 0.5])
"""Light that is assumed where the photo says little: from the front and above."""

_TRUST = 0.15
_FEWEST = 20
_LEAST = 0.25
BRIGHTER, DARKER = 0.16, 0.6
"""Greatest change of the skin, as logarithms: a turn of a normal is not all that light does."""

_WARMTH = np.array([0.72, 1.05, 1.12], np.float32)
"""How much of a shadow reaches red, green and blue: skin in shade turns redder."""


@dataclass(frozen=True, eq=False)
class Light:
    """First-order light on the face.

    Attributes:
        terms: (4,): ambient, then by the normal's x (right), y (up) and z (nearer).
        skin: (3,) median colour of the skin, 0 to 255.
    """

    terms: Plane
    skin: Plane

    def on(self, normals: Plane) -> Plane:
        """Brightness of normals (n, 3), 1 = the skin's median."""
        return np.maximum(self.terms[0] + normals @ self.terms[1:], _LEAST)


def estimated_light(picture: Plane, points: Plane, normals: Plane, regions: Regions) -> Light:
    """Estimate light by ridge regression of the skin's brightness on its normals.

    Args:
        picture: (size, size, 3), 0 to 255.
        points: (n, 2), where the vertices are in it.
        normals: (n, 3), y up.
        regions: of the mesh.
    """
    used = regions.skin & (normals[:, 2] > 0.35) & (regions.fade > 0.3)
    colours = at_points(blurred(picture, 1.5), points[used])
    bright = at_points(blurred(picture @ LUMA, 3), points[used])
    median = float(np.median(bright))
    even = (bright > 0.55 * median) & (bright < 1.5 * median)  # neither hair nor highlight
    if even.sum() < _FEWEST:
        return Light(_PRIOR.astype(np.float32), np.median(colours, 0).astype(np.float32))
    design = np.hstack([np.ones((int(even.sum()), 1)), normals[used][even]])
    trust = _TRUST * len(design)
    system = design.T @ design + trust * np.eye(4)
    wanted = design.T @ bright[even] + trust * _PRIOR * median
    terms = np.linalg.solve(system, wanted) / max(median, 1.0)
    return Light(terms.astype(np.float32), np.median(colours, 0).astype(np.float32))


def change(before: Plane, after: Plane, regions: Regions) -> Plane:
    """How skin brightens or darkens, (n,) logarithms, from the light on it before and after.

    Brightening is held back round the eyes, where the mesh's lids roll more than real ones.
    """
    ratio = np.log(after / before)
    near = 0.25 + 0.75 * smoothstep(regions.to_lids / 1.4)
    brighter = BRIGHTER * np.tanh(ratio / BRIGHTER) * near
    darker = DARKER * np.tanh(ratio / DARKER)
    return np.asarray(np.where(ratio > 0, brighter, darker) * regions.fade, np.float32)


def shaded(picture: Plane, ratio: Plane) -> Plane:
    """Darken and brighten a picture (h, w, 3) by logarithms (h, w)."""
    ratio = np.where(ratio > 0, 0.8 * ratio, ratio)
    tint = np.where((ratio < 0)[..., None], _WARMTH, np.float32(1))
    return np.asarray(picture * np.exp(ratio[..., None] * tint), np.float32)


def upright(vertices: Plane) -> Plane:
    """Vertices of a picture with y up, as normals want them."""
    flip: NDArray[np.float32] = np.array([1, -1, 1], np.float32)
    return vertices * flip
