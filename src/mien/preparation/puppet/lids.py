"""Lids: how far eyes close, which depends on how wide the person's are; lashes of closed eyes."""

import numpy as np

from mien.preparation.points import MIDDLE_LIDS
from mien.preparation.puppet.fit import Fit
from mien.preparation.puppet.mesh import FaceMesh
from mien.preparation.puppet.regions import Regions
from mien.ramp import smoothstep
from mien.types import Plane

MOST = 0.55
"""Part of the eye that narrowing may take: a smile must not shut narrow eyes."""

_MIDDLES = dict(zip("RL", MIDDLE_LIDS, strict=True))

_BLINK = "eyeBlink"
_LASHES = 0.6
"""Darkness of the line where closed lids meet, as a logarithm."""

_LASH_WIDTH = 0.09
"""Of that line, in centimetres."""


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


def lashes(mesh: FaceMesh, regions: Regions, rest: Plane, points: Plane) -> Plane:
    """How closing lids darken their edges, (n,) logarithms.

    Args:
        mesh: with anchors.
        regions: of it.
        rest: (n, 3), its vertices at degree 0.
        points: (n, 3), at another.
    """
    assert mesh.anchors is not None
    before, after = mesh.anchors.of(rest), mesh.anchors.of(points)
    dark = np.zeros(len(points), np.float32)
    for side, (upper, lower) in _MIDDLES.items():
        gaps = [float(np.hypot(*(at[lower] - at[upper])[:2])) for at in (before, after)]
        closed = smoothstep(np.array((0.75 - gaps[1] / max(gaps[0], 1e-6)) / 0.6))
        own = mesh.vertices[:, 0] * (1 if side == "L" else -1) > 0
        dark += own * closed * np.exp(-((regions.to_lids / _LASH_WIDTH) ** 2) / 2)
    return np.asarray(-_LASHES * dark * regions.skin, np.float32)
