"""Changes that make one clip many, the same for all of its frames, or that degrade a portrait."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.config import DataConfig
from mien.ibug import MIRROR
from mien.types import Picture


@dataclass(frozen=True)
class View:
    """How a clip is cut, turned and coloured: one view for all of its frames.

    Attributes:
        matrix: (2, 3), from pixels of the cached frame to pixels of the view.
        mirrored: whether `matrix` mirrors.
        size: side of the view in pixels.
        tones: (256, 3), the new value of each value of each channel.
    """

    matrix: NDArray[np.float64]
    mirrored: bool
    size: int
    tones: NDArray[np.uint8]

    def frames(self, frames: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The view of frames, (frames, size, size, 3)."""
        return np.stack([self._frame(frame) for frame in frames])

    def landmarks(self, landmarks: NDArray[np.float32]) -> NDArray[np.float32]:
        """The view of landmarks, (..., 68, 2)."""
        moved = landmarks @ self.matrix[:, :2].T + self.matrix[:, 2]
        return (moved[..., MIRROR, :] if self.mirrored else moved).astype(np.float32)

    def _frame(self, frame: Picture) -> Picture:
        cut = cv2.warpAffine(
            frame,
            self.matrix,
            (self.size, self.size),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REFLECT_101,
        )
        return np.stack([self.tones[cut[..., channel], channel] for channel in range(3)], axis=-1)


def random_view(rng: np.random.Generator, config: DataConfig, cached: int, size: int) -> View:
    """A view of the kind that the config allows.

    Args:
        rng: source of chance.
        config: what may change.
        cached: side of the cached frames in pixels.
        size: side of the view in pixels; the rest is margin for the crop.
    """
    scale = 1 + rng.uniform(-config.zoom, config.zoom)
    turn = np.radians(rng.uniform(-config.roll, config.roll))
    shift = rng.integers(0, cached - size + 1, 2) - (cached - size) / 2
    cosine, sine = scale * np.cos(turn), scale * np.sin(turn)
    linear = np.array([[cosine, -sine], [sine, cosine]])
    mirrored = bool(rng.random() < config.flip)
    if mirrored:
        linear[0] *= -1
    offset = (size - 1) / 2 - linear @ ((cached - 1) / 2 + shift)
    matrix = np.column_stack([linear, offset])
    return View(matrix, mirrored, size, _tones(rng, config.colour))


def middle_view(cached: int, size: int) -> View:
    """The middle of a frame, unchanged: for validation."""
    start = (cached - size) // 2
    matrix = np.array([[1.0, 0, -start], [0, 1, -start]])
    identity = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    return View(matrix, mirrored=False, size=size, tones=identity)


def degraded(rng: np.random.Generator, portrait: Picture) -> Picture:
    """A portrait as a poor camera gives it: softer, noisier, compressed."""
    size = portrait.shape[0]
    softness = rng.uniform(0, size / 160)
    soft = cv2.GaussianBlur(portrait, (0, 0), softness) if softness > 0.2 else portrait
    grain = rng.normal(0, rng.uniform(0, 8), portrait.shape)
    noisy = np.clip(soft + grain, 0, 255).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 96))]
    _, packed = cv2.imencode(".jpg", noisy, quality)
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)


def _tones(rng: np.random.Generator, strength: float) -> NDArray[np.uint8]:
    """Random exposure, contrast, gamma and white balance as a table for each channel."""
    value = np.linspace(0, 1, 256)[:, None]
    gamma = np.exp(rng.uniform(-0.35, 0.35) * strength)
    contrast = np.exp(rng.uniform(-0.25, 0.25) * strength)
    balance = np.exp(rng.uniform(-0.12, 0.12, 3) * strength)
    exposure = np.exp(rng.uniform(-0.25, 0.25) * strength)
    toned = ((value**gamma * exposure * balance) - 0.5) * contrast + 0.5
    return np.asarray(np.clip(np.rint(toned * 255), 0, 255), dtype=np.uint8)
