"""Lids: how far a recipe closes the eyes of this person, whose eyes may be narrower than the mesh's."""

import numpy as np

from mien.preparation.puppet.fit import Fit
from mien.preparation.puppet.mesh import FaceMesh
from mien.types import Plane

MOST = 0.55
"""Part of the eye that narrowing may take: a smile must not shut narrow eyes."""

_MIDDLES = {"R": (159, 145), "L": (386, 374)}
"""Landmarks in the middle of the upper and the lower lid."""

_BLINK = "eyeBlink"


def fitted_to_eyes(mesh: FaceMesh, laid: Fit, vector: Plane) -> Plane:
    """Adjust weights (units,) to the opening of each eye of the photo.

    A blink of weight 1 just closes the eye; without a blink, what narrows it is held back.
    """
    assert mesh.anchors is not None
    adjusted = vector.copy()
    seen = mesh.anchors.of(laid.vertices)
    moved = mesh.anchors.of(mesh.expressions)
    for side, (upper, lower) in _MIDDLES.items():
        opening = float(np.hypot(*(seen[lower] - seen[upper])[:2])) / laid.pose.scale
        closes = moved[:, lower, 1] - moved[:, upper, 1]
        blink = mesh.unit(f"{_BLINK}_{side}")
        if vector[blink] > 0:
            exact = opening / max(float(closes[blink]), 1e-6)
            adjusted[blink] *= np.clip(exact, 0.4, 1.6)
            continue
        narrowed = float((vector * closes).sum())
        if narrowed > MOST * opening:
            own = np.array([name.endswith(f"_{side}") for name in mesh.units]) & (closes > 0)
            excess = narrowed - MOST * opening
            share = excess / max(float((vector * closes)[own].sum()), 1e-6)
            adjusted[own] *= 1 - min(share, 1.0)
    return adjusted
