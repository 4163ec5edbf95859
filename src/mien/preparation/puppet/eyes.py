"""The eyes behind the lids: what the photo shows of them, completed with what it hides."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.preparation.pixels import LUMA, blurred, depth_inside, inside, looked_up, spread
from mien.preparation.points import EYES
from mien.ramp import smoothstep
from mien.types import Plane

Mask = NDArray[np.bool_]
_RINGS = 7
_SHADE = 0.32
"""How much darker the eye is right beside the lid."""

_WHITEST = 0.58
"""Least brightness of the white, of the brightest places of the face."""

_SOFT = 0.2
"""Centimetres from the lid in which it is darker."""


@dataclass(frozen=True, eq=False)
class Eyes:
    """Both eyes without lids.

    Attributes:
        picture: (size, size, 3), 0 to 255: the photo, but with whole eyes.
        white: (3,), the colour of their bright part, which teeth are matched to.
    """

    picture: Plane
    white: Plane


@dataclass(frozen=True, eq=False)
class _Box:
    """A piece of the picture round one eye: pixel coordinates, colours, and what is seen of it."""

    place: tuple[slice, slice]
    x: Plane
    y: Plane
    colours: Plane
    seen: Mask
    centre: Plane
    radius: float

    @property
    def from_centre(self) -> Plane:
        return np.hypot(self.x - self.centre[0], self.y - self.centre[1])


def completed(picture: Plane, landmarks: Plane) -> Eyes:
    """Complete both eyes of a picture (size, size, 3), with the landmarks (478, 2) in it."""
    whole = picture.copy()
    whites = []
    least = _WHITEST * _brightest(picture, landmarks)
    for lids, iris in EYES:
        box = _box(picture, landmarks[list(lids)], landmarks[list(iris)])
        if box is None:
            continue
        behind, white = _hidden(box, least)
        soft = np.minimum(blurred(box.seen.astype(np.float32), 1.0), box.seen)[..., None]
        whole[box.place] = box.colours * soft + behind * (1 - soft)
        whites.append(white)
    white = np.mean(whites, 0) if whites else np.full(3, 200)
    return Eyes(whole, np.asarray(white, np.float32))


def _box(picture: Plane, lids: Plane, iris: Plane) -> _Box | None:
    size = picture.shape[0]
    centre = iris[0]
    radius = float(np.linalg.norm(iris[1:] - centre, axis=1).mean()) * 1.03
    low = np.floor([lids[:, 0].min() - radius, centre[1] - 3.2 * radius]).astype(int).clip(0, size)
    high = np.ceil([lids[:, 0].max() + radius, centre[1] + 3.2 * radius]).astype(int).clip(0, size)
    if (high - low < 6).any() or radius < 1:
        return None
    place = (slice(low[1], high[1]), slice(low[0], high[0]))
    margin = max(1, round(float(np.ptp(lids[:, 1])) * 0.11))  # lashes and the shadow of the lid
    mask = inside(lids, (size, size))
    seen = cv2.erode(mask, np.ones((2 * margin + 1, 3), np.uint8))[place] > 0
    if seen.sum() < 8:
        seen = mask[place] > 0
    if seen.sum() < 8:
        return None
    y, x = np.mgrid[place].astype(np.float32)
    return _Box(place, x, y, picture[place], seen, centre, radius)


def _brightest(picture: Plane, landmarks: Plane) -> float:
    """Brightness that few places of the face exceed."""
    low = np.maximum(landmarks.min(0).astype(int), 0)
    high = np.maximum(landmarks.max(0).astype(int), low) + 1
    face = picture[low[1] : high[1], low[0] : high[0]] @ LUMA
    return float(np.percentile(face, 98)) if face.size else 0.0


def _hidden(box: _Box, least: float) -> tuple[Plane, Plane]:
    """What is behind the lids, and the colour of the white, which is at least so bright."""
    sclera = box.seen & (box.from_centre > 1.12 * box.radius)
    if sclera.sum() < 8:
        sclera = box.seen
    colours = box.colours[sclera]
    bright = colours.mean(1)
    white = colours[bright >= np.percentile(bright, 60)].mean(0)
    seen = float(white @ LUMA)
    if seen < least:  # narrow eyes show little but the shadow of their lids
        white = 0.5 * white * least / max(seen, 1.0) + 0.5 * least
    near, _ = spread(box.colours, sclera)
    own = 0.55 if seen >= least else 0.3
    ball = own * blurred(near, max(1.0, 0.25 * box.radius)) + (1 - own) * white
    edge = smoothstep((box.radius * 1.06 - box.from_centre) / (box.radius * 0.16))[..., None]
    return ball * (1 - edge) + _iris(box) * edge, white


def _iris(box: _Box) -> Plane:
    """The iris: its lower half mirrored up where that is seen, else the mean of its rings."""
    mirrored = np.stack([box.x - box.x.min(), 2 * box.centre[1] - box.y - box.y.min()], -1)
    inverted = looked_up(box.colours, mirrored)
    known = looked_up(box.seen.astype(np.float32), mirrored) > 0.99
    known &= (mirrored[..., 1] >= 0) & (mirrored[..., 1] < box.y.shape[0])
    ring = np.minimum(box.from_centre / box.radius * (_RINGS - 1), _RINGS - 1).astype(int)
    own = box.seen & (box.from_centre < box.radius)
    means = [
        np.median(box.colours[own & (ring == number)], 0)
        if (own & (ring == number)).sum() > 3
        else np.array([40, 30, 25])
        for number in range(_RINGS)
    ]
    rings = np.stack(means).astype(np.float32)[ring]
    return np.where(known[..., None], inverted, rings)


def lid_shade(opening: Mask, unit: float) -> Plane:
    """How the lids darken the eye that shows between them, (size, size), in (0, 1].

    Args:
        opening: (size, size), where the mesh shows its eyes.
        unit: pixels a centimetre.
    """
    near = smoothstep(depth_inside(opening) / (_SOFT * unit))
    return np.where(opening, 1 - _SHADE + _SHADE * near, 1).astype(np.float32)
