"""Example portraits that smile or are surprised by as much as a test asks for."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from mien import examples
from mien.faces import find_faces, landmarks
from mien.media import write_clip

HEIGHT, WIDTH = 480, 640

# Landmark, how far it goes at degree 1 (right, down), in distances between the eyes.
MOVES = {
    "happy": {48: (-0.2, -0.12), 54: (0.2, -0.12), 57: (0.0, 0.12), 8: (0.0, 0.06)},
    "wink": {37: (0.0, 0.14), 38: (0.0, 0.14), 48: (-0.08, -0.05)},
    "surprised": {19: (0.0, -0.2), 24: (0.0, -0.2), 57: (0.0, 0.25), 8: (0.0, 0.2)},
}


@cache
def neutral(name: str, height: int = HEIGHT, width: int = WIDTH) -> tuple[np.ndarray, np.ndarray]:
    """A portrait in the middle of a grey picture, and its landmarks."""
    with Image.open(examples.path(name)) as picture:
        square = np.asarray(picture.convert("RGB").resize((height, height)))
    left = (width - height) // 2
    wide = np.pad(square, ((0, 0), (left, width - height - left), (0, 0)), mode="edge")
    (face,) = find_faces(wide)
    return wide, landmarks(wide, face)


def shown(name: str, expression: str, degree: float, **size: int) -> tuple[np.ndarray, np.ndarray]:
    """A portrait at a degree, and where its landmarks are."""
    picture, points = neutral(name, **size)
    pixels, pixel_moves, point_moves = _moves(name, expression, **size)
    back = pixels - degree * pixel_moves
    moved = cv2.remap(picture, back, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return moved, points + degree * point_moves


@cache
def _moves(name: str, expression: str, **size: int) -> tuple[np.ndarray, ...]:
    """Places of the pixels, and how far pixels and landmarks go at degree 1."""
    picture, points = neutral(name, **size)
    eyes = float(np.hypot(*(points[42:48].mean(0) - points[36:42].mean(0))))
    y, x = np.mgrid[: picture.shape[0], : picture.shape[1]].astype(np.float32)
    pixels = np.stack([x, y], -1)
    moves = MOVES[expression]
    return pixels, _field(pixels, points, moves, eyes), _field(points, points, moves, eyes)


def clip(name: str, expression: str, degrees: list[float], **size: int):
    """Frames (frames, height, width, 3) and landmarks (frames, 68, 2)."""
    frames, tracks = zip(*[shown(name, expression, one, **size) for one in degrees], strict=True)
    return np.stack(frames), np.stack(tracks)


def write_video(path: Path, frames: np.ndarray, fps: float = 25) -> Path:
    """Write frames as a video, with the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_clip(frames, path, fps=fps, label=None)


def turned(frame: np.ndarray, points: np.ndarray, share: float) -> np.ndarray:
    """A head that turns to the side: the nose's tip moves across by a share of the eye distance."""
    eyes = float(np.hypot(*(points[45] - points[36])))
    y, x = np.mgrid[: frame.shape[0], : frame.shape[1]].astype(np.float32)
    gone = ((np.stack([x, y], -1) - points[30]) ** 2).sum(-1) / (0.5 * eyes) ** 2
    back = x - share * eyes * np.exp(-gone)
    return cv2.remap(frame, back.astype(np.float32), y, cv2.INTER_CUBIC)


def _field(places, points, moves, eyes):
    """How far places move, (..., 2): a bump around each landmark that leads."""
    moved = np.zeros_like(places)
    for landmark, move in moves.items():
        away = ((places - points[landmark]) ** 2).sum(-1, keepdims=True) / (0.3 * eyes) ** 2
        moved += eyes * np.array(move, np.float32) * np.exp(-away)
    return moved
