"""What is measured on a photo to tell whether it will do."""

from dataclasses import dataclass

import numpy as np

from mien.geometry import Frame, cut
from mien.preparation.puppet.glasses import rims
from mien.preparation.puppet.pixels import LUMA, blurred
from mien.preparation.puppet.points import (
    BROW_PEAKS,
    CHIN,
    EYE_CORNERS,
    FOREHEAD,
    MOUTH_CORNERS,
    NOSE_WINGS,
)
from mien.types import Picture, Plane

NEUTRAL, SMILING = 0.287, 0.562
"""Mean of `lift + width - nose` over 81 adults at rest, and over the same smiling broadly."""

SIZE = 289
_LIDS = ((159, 145), (386, 374))
_OUTER_CORNERS = (61, 291)


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Figures of a photo; lengths are in distances between the eyes, unless said otherwise.

    Attributes:
        height: forehead to chin, in pixels of the photo.
        sharpness: fine against coarse detail of the face at the size of the clip.
        mouth: gap between the lips, of the mouth's width.
        smile: 0 = as people at rest on average, 1 = as people who smile broadly.
        brows: height of the brows over the upper lids.
        eyes: opening of the eyes, of their width; of the two the narrower.
        rims: strength of a frame of glasses, as `mien.preparation.puppet.glasses.rims`.
    """

    height: float
    sharpness: float
    mouth: float
    smile: float
    brows: float
    eyes: float
    rims: float


def measured(picture: Picture, landmarks: Plane, frame: Frame) -> Measures:
    """Measure a photo with landmarks (478, 2), and the frame of its face without jitter."""
    upright, unit = _upright(landmarks)
    corners = upright[list(_OUTER_CORNERS)]
    lips = upright[[13, 14]]
    lift = float(lips[:, 1].mean() - corners[:, 1].mean()) / unit
    width = float(np.hypot(*(corners[1] - corners[0]))) / unit
    nose = float(corners[:, 1].mean() - upright[list(NOSE_WINGS), 1].mean()) / unit
    lids = np.array([[upright[at] for at in pair] for pair in _LIDS])
    wide = [np.hypot(*(upright[one] - upright[two])) for one, two in EYE_CORNERS]
    gap = np.hypot(*(lips[1] - lips[0])) / np.hypot(
        *(np.diff(upright[list(MOUTH_CORNERS)], axis=0)[0])
    )
    return Measures(
        height=float(np.hypot(*(landmarks[CHIN] - landmarks[FOREHEAD]))),
        sharpness=sharpness(cut(picture, frame, SIZE)),
        mouth=float(gap),
        smile=(lift + width - nose - NEUTRAL) / (SMILING - NEUTRAL),
        brows=float(lids[:, 0, 1].mean() - upright[list(BROW_PEAKS), 1].mean()) / unit,
        eyes=float(min(np.hypot(*(lids[:, 1] - lids[:, 0]).T) / wide)),
        rims=rims(picture, landmarks),
    )


def sharpness(frame: Picture) -> float:
    """Fine detail over coarse, in the middle of a clip's frame; 0.25 is soft, 0.45 is usual."""
    size = frame.shape[0]
    rows, columns = (slice(int(a * size), int(b * size)) for a, b in ((0.24, 0.83), (0.31, 0.69)))
    bright = frame[rows, columns].astype(np.float32) @ LUMA
    soft = blurred(bright, 1.0)
    coarse = float((soft - blurred(soft, 4.0)).std())
    return float((bright - soft).std()) / max(coarse, 1e-3)


def _upright(landmarks: Plane) -> tuple[Plane, float]:
    """Landmarks in a head that is held straight, and the distance between the eyes' middles."""
    right, left = (landmarks[list(pair)].mean(0) for pair in EYE_CORNERS)
    across = left - right
    unit = max(float(np.hypot(*across)), 1e-6)
    along = across / unit
    return landmarks @ np.stack([along, [-along[1], along[0]]], 1), unit
