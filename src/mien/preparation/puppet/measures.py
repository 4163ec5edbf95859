"""What is measured on a photo to tell whether it will do."""

from collections.abc import Mapping
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
from mien.preparation.puppet.looks import looks
from mien.preparation.puppet.upright import upright
from mien.preparation.sight import Sight

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
        looks: how much of each look of `mien.preparation.puppet.looks` it has.
    """

    height: float
    blur: float
    mouth: float
    smile: float
    brows: float
    eyes: float
    rims: float
    looks: Mapping[str, float]


def measured(sight: Sight) -> Measures:
    """Measure a photo."""
    landmarks = sight.points.astype(np.float32)
    points, unit = upright(landmarks)
    corners = points[list(LIP_CORNERS)]
    lips = points[[13, 14]]
    lift = float(lips[:, 1].mean() - corners[:, 1].mean()) / unit
    width = float(np.hypot(*(corners[1] - corners[0]))) / unit
    nose = float(corners[:, 1].mean() - points[list(NOSE_WINGS), 1].mean()) / unit
    lids = np.array([[points[at] for at in pair] for pair in MIDDLE_LIDS])
    wide = [np.hypot(*(points[one] - points[two])) for one, two in EYE_CORNERS]
    gap = np.hypot(*(lips[1] - lips[0])) / np.hypot(
        *(np.diff(points[list(MOUTH_CORNERS)], axis=0)[0])
    )
    return Measures(
        height=sight.length,
        blur=sight.blur,
        mouth=float(gap),
        smile=(lift + width - nose - NEUTRAL) / (SMILING - NEUTRAL),
        brows=float(lids[:, 0, 1].mean() - points[list(BROW_PEAKS), 1].mean()) / unit,
        eyes=float(min(np.hypot(*(lids[:, 1] - lids[:, 0]).T) / wide)),
        rims=rims(sight.picture, landmarks),
        looks=looks(landmarks),
    )
