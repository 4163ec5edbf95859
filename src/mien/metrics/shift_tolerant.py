"""ST-LPIPS: a learned perceptual distance that forgives shifts of a pixel.

Ghildyal and Liu, Shift-tolerant Perceptual Similarity Metric (2022), the AlexNet variant. Trunk and
heads ship in the package stlpips-pytorch and were trained on human judgements; this is a new
implementation of its forward pass. ST-LPIPS is not LPIPS: never compare their figures.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d, max_pool2d, normalize, pad, relu

from mien.carriers import carried
from mien.errors import MienError

INSTALL = "pip install --no-deps stlpips-pytorch==0.0.2"
"""The command that brings the weights; without --no-deps the package asks for torchvision."""

LEAST = 64
"""Pixels a side below which the deepest layers see little but their own padding."""

_FILE = ("stlpips_pytorch", "weights/vST0.0/alex_shift_tolerant.pth")

_CONVOLUTIONS = {
    "net.slice1.0": 2,
    "net.slice2.5": 2,
    "net.slice3.9": 1,
    "net.slice4.11": 1,
    "net.slice5.13": 1,
}


class ShiftTolerant(nn.Module):
    """The metric's network.

    Args:
        weights: by the names of the package's file.
    """

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self._names = {name: name.replace(".", "_") for name in weights}
        for name, buffer in self._names.items():
            self.register_buffer(buffer, weights[name].float())

    @classmethod
    def find(cls) -> "ShiftTolerant":
        """The network with the weights of stlpips-pytorch, which itself is not imported.

        Raises:
            MienError: the package is not installed.
        """
        return cls(torch.load(_weights(), map_location="cpu", weights_only=True))

    @staticmethod
    def is_there() -> bool:
        """Whether the weights are installed."""
        return carried(*_FILE) is not None

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """Unit-length activations at five depths.

        Args:
            pictures: (n, 3, height, width), sRGB in [-1, 1].

        Returns:
            Five tensors (n, channels, h, w), shallow first.
        """
        flowing = (pictures - self._at("scaling_layer.shift")) / self._at("scaling_layer.scale")
        flowing = relu(self._blurred(self._convolved(flowing, "net.slice1.0"), "net.slice1.1"))
        found = [flowing]
        for blur, convolution in (
            ("net.slice2.4", "net.slice2.5"),
            ("net.slice3.8", "net.slice3.9"),
        ):
            flowing = self._blurred(max_pool2d(flowing, 3, stride=1), blur)
            flowing = relu(self._convolved(flowing, convolution))
            found.append(flowing)
        for convolution in ("net.slice4.11", "net.slice5.13"):
            flowing = relu(self._convolved(flowing, convolution))
            found.append(flowing)
        return [normalize(maps, dim=1, eps=1e-10) for maps in found]

    def distance(self, features: list[Tensor], others: list[Tensor]) -> Tensor:
        """Sum over depths of the mean over positions of the weighted squared differences.

        Args:
            features: of n pictures, or of one that is compared with all others.
            others: of n pictures of the same size.

        Returns:
            (n,), 0 for equal pictures.
        """
        depths = [
            conv2d((a - b).square(), self._at(f"lin{depth}.model.1.weight")).mean(dim=(1, 2, 3))
            for depth, (a, b) in enumerate(zip(features, others, strict=True))
        ]
        return torch.stack(depths).sum(dim=0)

    def _at(self, name: str) -> Tensor:
        return self.get_buffer(self._names[name])

    def _convolved(self, maps: Tensor, name: str) -> Tensor:
        weight, bias = self._at(f"{name}.weight"), self._at(f"{name}.bias")
        return conv2d(maps, weight, bias, padding=_CONVOLUTIONS[name])

    def _blurred(self, maps: Tensor, name: str) -> Tensor:
        """A binomial blur that halves the resolution, after two pixels of reflection."""
        kernel = self._at(f"{name}.filt")
        return conv2d(pad(maps, (2, 2, 2, 2), "reflect"), kernel, stride=2, groups=maps.shape[1])


def _weights() -> Path:
    path = carried(*_FILE)
    if path is None:
        raise MienError(f"ST-LPIPS needs the weights of stlpips-pytorch 0.0.2. Run: {INSTALL}")
    return path
