"""Inside the mouth: teeth, gums, tongue and the dark behind them.

Teeth are the mesh's own. What sets one off from the next is how deep the gap between them lies,
measured on the mesh; their colour follows the whites of the eyes, within what teeth beside this
skin can look like.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.preparation.pixels import LUMA, blurred, depth_inside
from mien.preparation.puppet.mesh import Part
from mien.ramp import smoothstep
from mien.types import Plane

INSIDE = (Part.SOCKET, Part.GUMS, Part.TEETH)
_IVORY = np.array([1.035, 1.0, 0.93], np.float32)
_GUMS = np.array([0.80, 0.42, 0.40], np.float32)
_FLESH = np.array([0.55, 0.20, 0.19], np.float32)


@dataclass(frozen=True, eq=False)
class Palette:
    """Colours inside a mouth, 0 to 255.

    Attributes:
        teeth: (3,).
        gums: (3,).
        flesh: (3,).
    """

    teeth: Plane
    gums: Plane
    flesh: Plane


def palette(white: Plane, skin: Plane) -> Palette:
    """Colours of a mouth, from those of the eyes' white (3,) and of the skin (3,)."""
    eye, face = float(white @ LUMA), float(skin @ LUMA)
    bright = float(np.clip(max(1.12 * eye, 1.0 * face), 165, 212))
    cast = np.clip(white / max(eye, 1.0), 0.88, 1.14)
    teeth = bright * (0.45 * cast + 0.55 * _IVORY)
    warm = 0.6 * bright + 0.4 * face
    return Palette(*(np.asarray(c, np.float32) for c in (teeth, warm * _GUMS, warm * _FLESH)))


@dataclass(frozen=True, eq=False)
class Cavity:
    """What the mesh shows between the lips, pixel by pixel, (size, size).

    Attributes:
        parts: labels.
        light: on the surface, 1 = the skin's median.
        depth: behind the upper lip, in centimetres.
        recess: as `Regions.recess`, in centimetres.
        unit: pixels a centimetre.
    """

    parts: NDArray[np.int8]
    light: Plane
    depth: Plane
    recess: Plane
    unit: float


def opening(parts: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Where the inside of the mouth is seen, from the labels of a picture."""
    return np.isin(parts, INSIDE)


def painted(cavity: Cavity, colours: Palette) -> Plane:
    """Colours of the inside of the mouth, (size, size, 3); anything outside of it."""
    shown = opening(cavity.parts)
    teeth = cavity.parts == Part.TEETH
    base = np.zeros((*shown.shape, 3), np.float32)
    for part, colour in zip(INSIDE, (colours.flesh, colours.gums, colours.teeth), strict=True):
        base[cavity.parts == part] = colour
    whole = np.maximum(blurred(shown.astype(np.float32), 0.8), 0.05)[..., None]
    base = blurred(base, 0.8) / whole
    return base * (_lit(cavity, teeth) * _enclosed(cavity, shown))[..., None]


def _lit(cavity: Cavity, teeth: NDArray[np.bool_]) -> Plane:
    """Light on the surfaces, darker in the gaps between teeth."""
    gaps = 1 - 0.5 * smoothstep((cavity.recess - 0.012) / 0.05)
    tooth = (0.62 + 0.38 * np.clip(cavity.light, 0, 1.15)) * gaps
    flesh = 0.35 + 0.65 * np.clip(cavity.light, 0, 1.15)
    return np.where(teeth, tooth, flesh).astype(np.float32)


def _enclosed(cavity: Cavity, shown: NDArray[np.bool_]) -> Plane:
    """How much light reaches in: less far behind the lips, and right beside them."""
    behind = np.maximum(cavity.depth - 1.2, 0)
    reach = 0.08 + 0.92 * np.exp(-behind / 3.4)
    reach = np.where(cavity.parts == Part.GUMS, np.minimum(1.35 * reach, 1), reach)
    reach = blurred(np.where(shown, reach, 0.4).astype(np.float32), 1.0)
    below = depth_inside(shown)
    edge = 0.5 + 0.5 * smoothstep(below / (0.3 * cavity.unit))
    return np.asarray(reach * blurred(edge, 0.8), np.float32)
