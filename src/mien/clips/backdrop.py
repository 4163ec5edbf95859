"""Another background behind the head of a clip, the same in all of its frames."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.ibug import LEFT_EYE, RIGHT_EYE
from mien.types import Landmarks68, Picture

_MOVES = 8
"""How many levels of 255 a pixel differs between frames where something moves."""


def backdrop(rng: np.random.Generator, picture: Picture) -> Picture:
    """A part of a picture, enlarged and turned until nobody knows what it shows: same shape."""
    height, width = picture.shape[:2]
    centre = rng.uniform(0.2, 0.8, 2) * (width, height)
    matrix = cv2.getRotationMatrix2D(tuple(centre), rng.uniform(0, 360), rng.uniform(2, 5))
    matrix[:, 2] += (width / 2, height / 2) - centre
    part = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(cv2.GaussianBlur(part, (0, 0), rng.uniform(0.5, width / 32)), np.uint8)


def before(frames: NDArray[np.uint8], landmarks: Landmarks68, behind: Picture) -> NDArray[np.uint8]:
    """Frames whose head, and whatever else moves in them, stands before a picture.

    Args:
        frames: (frames, height, width, 3).
        landmarks: (68, 2), of the first frame.
        behind: (height, width, 3).
    """
    mask = np.maximum(_head(frames.shape[1:3], landmarks), _moving(frames))
    share = cv2.GaussianBlur(mask, (0, 0), frames.shape[2] / 64)[..., None]
    placed = share * frames + (1 - share) * behind
    return np.asarray(np.rint(placed), np.uint8)


def _head(shape: tuple[int, ...], landmarks: Landmarks68) -> NDArray[np.float32]:
    """1 in an ellipse round head and hair, which landmarks do not reach, else 0."""
    across = landmarks[LEFT_EYE].mean(0) - landmarks[RIGHT_EYE].mean(0)
    turn = np.arctan2(across[1], across[0])
    up = np.array([np.sin(turn), -np.cos(turn)])
    chin, brows = landmarks[8], landmarks[17:27].mean(0)
    tall = float((brows - chin) @ up)
    wide = float(np.linalg.norm(landmarks[16] - landmarks[0]))
    middle = landmarks[27] + up * ((chin - landmarks[27]) @ up + 0.85 * tall)
    box = (tuple(middle.tolist()), (1.5 * wide, 2.1 * tall), float(np.degrees(turn)))
    return np.asarray(cv2.ellipse(np.zeros(shape, np.float32), box, 1.0, -1), np.float32)


def _moving(frames: NDArray[np.uint8]) -> NDArray[np.float32]:
    """1 where frames differ, and a little round it, else 0."""
    differs = np.ptp(frames, axis=0).max(-1) > _MOVES
    return np.asarray(cv2.dilate(differs.astype(np.float32), np.ones((9, 9))), np.float32)
