"""Whether a photo is large and sharp enough to be a frame of a clip."""

import cv2
import numpy as np

from mien.geometry import cut
from mien.preparation.pairs import regions
from mien.preparation.pairs.framing import Jitter, frame_for
from mien.preparation.pairs.sight import Sight
from mien.types import Plane

LEAST_LENGTH = 120.0
"""From the upper forehead to the chin in pixels; a frame of 289 shows it about 152 long."""

LEAST_SHARPNESS = 0.22
"""Sharp portraits of 300 pixels have 0.45 to 0.8; a blur of three pixels leaves 0.2 and less."""

SIDE = 289
"""Side of the frame in which sharpness is measured."""

_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


def sharpness(sight: Sight) -> float:
    """Which part of the gradients' energy a small blur takes from the face.

    What is blurred already loses little to one more blur (Crete et al., The blur effect, 2007);
    contrast and skin do not count. Measured in a frame of `SIDE` pixels, blur of one pixel.

    Returns:
        In [0, 1].
    """
    frame = frame_for(sight.points, Jitter())
    luma = cut(sight.picture, frame, SIDE) @ _LUMA
    points = frame.to_frame(sight.points, SIDE).astype(np.float64)
    inside = regions.face(points, SIDE, grown=1.0, soft=0) > 0.5
    soft = np.asarray(cv2.GaussianBlur(luma, (0, 0), 1.0), np.float32)
    energy = float(_gradients(luma)[inside].mean())
    return 1 - float(_gradients(soft)[inside].mean()) / energy if energy > 0 else 0.0


def _gradients(luma: Plane) -> Plane:
    across = np.diff(luma, axis=1, append=luma[:, -1:])
    down = np.diff(luma, axis=0, append=luma[-1:])
    return np.asarray(across**2 + down**2)
