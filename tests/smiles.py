"""Pairs whose truth is known: a portrait, and the same with a smile by a formula."""

from dataclasses import dataclass

import cv2
import numpy as np

from mien.preparation.points import LIP_CORNERS, LIPS
from mien.preparation.sight import Sight

SIDE = 400
"""Of the portraits, in pixels."""

SIZE = 128
"""Of the frames."""


@dataclass(frozen=True)
class Smile:
    """A smile by a formula: corners rise, the lower lip sinks, a row of teeth shows between.

    Attributes:
        rise: of the corners at degree 1, in widths of the mouth.
        drop: of the lower lip, likewise.
    """

    rise: float = 0.16
    drop: float = 0.16

    def drawn(self, sight: Sight, degree: float) -> np.ndarray:
        """The picture at a degree."""
        corners = sight.points[list(LIP_CORNERS)]
        width = float(np.hypot(*(corners[1] - corners[0])))
        height, across = sight.picture.shape[:2]
        y, x = np.mgrid[:height, :across].astype(np.float64)
        source = np.stack([x, y], -1)
        for corner, side in zip(corners, (-1, 1), strict=True):
            near = np.exp(-((x - corner[0]) ** 2 + (y - corner[1]) ** 2) / (2 * (0.4 * width) ** 2))
            source -= degree * self.rise * width * near[..., None] * (side, -1)
        upper, lower = (sight.points[list(edge)] for edge in LIPS)
        line = np.interp(x[0], *((upper + lower) / 2)[np.argsort(upper[:, 0])].T)
        middle = corners.mean(0)
        open_by = degree * self.drop * width * np.exp(-(((x - middle[0]) / (0.35 * width)) ** 4))
        below = source[..., 1] - line
        fading = np.exp(-np.clip(below, 0, None) / width)
        moved = np.where(below > 0, open_by * fading, 0)
        inside = (below > 0) & (below < moved) & (open_by > 0.3)
        source[..., 1] -= moved
        drawn = _sampled(sight.picture, source)
        teeth = np.where((np.floor(x / (0.1 * width)) % 2 == 0)[..., None], 225, 190)
        return np.where(inside[..., None], teeth, drawn).astype(np.uint8)


def _sampled(picture: np.ndarray, source: np.ndarray) -> np.ndarray:
    grid = source.astype(np.float32)
    return cv2.remap(
        picture, grid[..., 0], grid[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def shifted_nose(sight: Sight, by: float) -> np.ndarray:
    """The face turned to the side: what stands out moves, in distances between the eyes."""
    nose, width = sight.points[4], sight.eyes
    y, x = np.mgrid[: sight.picture.shape[0], : sight.picture.shape[1]].astype(np.float64)
    near = np.exp(-(((x - nose[0]) ** 2 + (y - nose[1]) ** 2) / (2 * (0.6 * width) ** 2)))
    return _sampled(sight.picture, np.stack([x - by * width * near, y], -1))
