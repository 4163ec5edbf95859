"""What is measured on a photo to tell whether it will do."""

from dataclasses import dataclass

import numpy as np

from mien.preparation.points import (
    BROW_PEAKS,
    EYE_CORNERS,
    LIP_CORNERS,
    MIDDLE_LIDS,
    MOUTH_CORNERS,
    NOSE_WINGS,
)
from mien.preparation.puppet.glasses import rims
from mien.preparation.sight import Sight
from mien.types import Plane

NEUTRAL, SMILING = 0.287, 0.562
"""Mean of `lift + width - nose` over 81 adults at rest, and over the same smiling broadly."""


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Figures of a photo; lengths are in distances between the eyes, unless said otherwise.

    Attributes:
        height: forehead to chin, in pixels of the photo.
        blur: of the face in a clip's frame, as `mien.preparation.sharpness.blur` measures it.
        mouth: gap between the lips, of the mouth's width.
        smile: 0 = as people at rest on average, 1 = as people who smile broadly.
        brows: height of the brows over the upper lids.
        eyes: opening of the eyes, of their width; of the two the narrower.
        rims: strength of a frame of glasses, as `mien.preparation.puppet.glasses.rims`.
    """

    height: float
    blur: float
    mouth: float
    smile: float
    brows: float
    eyes: float
    rims: float


def measured(sight: Sight) -> Measures:
    """Measure a photo."""
    landmarks = sight.points.astype(np.float32)
    upright, unit = _upright(landmarks)
    corners = upright[list(LIP_CORNERS)]
    lips = upright[[13, 14]]
    lift = float(lips[:, 1].mean() - corners[:, 1].mean()) / unit
    width = float(np.hypot(*(corners[1] - corners[0]))) / unit
    nose = float(corners[:, 1].mean() - upright[list(NOSE_WINGS), 1].mean()) / unit
    lids = np.array([[upright[at] for at in pair] for pair in MIDDLE_LIDS])
    wide = [np.hypot(*(upright[one] - upright[two])) for one, two in EYE_CORNERS]
    gap = np.hypot(*(lips[1] - lips[0])) / np.hypot(
        *(np.diff(upright[list(MOUTH_CORNERS)], axis=0)[0])
    )
    return Measures(
        height=sight.length,
        blur=sight.blur,
        mouth=float(gap),
        smile=(lift + width - nose - NEUTRAL) / (SMILING - NEUTRAL),
        brows=float(lids[:, 0, 1].mean() - upright[list(BROW_PEAKS), 1].mean()) / unit,
        eyes=float(min(np.hypot(*(lids[:, 1] - lids[:, 0]).T) / wide)),
        rims=rims(sight.picture, landmarks),
    )


def _upright(landmarks: Plane) -> tuple[Plane, float]:
    """Landmarks in a head that is held straight, and the distance between the eyes' middles."""
    right, left = (landmarks[list(pair)].mean(0) for pair in EYE_CORNERS)
    across = left - right
    unit = max(float(np.hypot(*across)), 1e-6)
    along = across / unit
    return landmarks @ np.stack([along, [-along[1], along[0]]], 1), unit
