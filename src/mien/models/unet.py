"""The paper's network: eight halvings, eight doublings, skip connections between them."""

import torch
from torch import nn
from torch.nn.functional import leaky_relu, relu

from mien.config import NetworkConfig
from mien.errors import MienError
from mien.models.composition import Emitted
from mien.tensors import FeatureMap, Pictures

SLOPE = 0.2

LANDMARKS = 68


class UNetEncoder(nn.Module):
    """Feature maps of a portrait, the finest first; used as base and as each residual encoder.

    The first and the innermost convolution have no normalisation, as in pix2pix (Isola et al.
    2017). Maps are those before the activation: what Equation 1 sums is not rectified yet.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        last = len(config.widths) - 1
        before = (3, *config.widths[:-1])
        self.layers = nn.ModuleList(
            _halving(*channels, normalised=0 < level < last)
            for level, channels in enumerate(zip(before, config.widths, strict=True))
        )
        initialise(self)

    def forward(self, portrait: Pictures) -> list[FeatureMap]:
        """One map a layer, each half the size of the one before it."""
        features = []
        current = portrait
        for layer in self.layers:
            current = layer(current)
            features.append(current)
            current = leaky_relu(current, SLOPE)
        return features


class UNetDecoder(nn.Module):
    """A frame from feature maps, and maps of its landmarks at half its size.

    The paper stacks 68 channels on the second-to-last layer. They are written here as a layer
    of their own beside it, on the same input: the same function, and training alone needs them.

    Raises:
        MienError: the config asks for another output than the paper's.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        if config.output != "rgb":
            raise MienError(
                f"The paper's network draws the frame itself: its output is 'rgb', "
                f"not {config.output!r}."
            )
        code, *finer = reversed(config.widths)
        before = [code, *(2 * width for width in finer)]
        self.layers = nn.ModuleList(
            _doubling(*channels) for channels in zip(before[:-1], finer, strict=True)
        )
        self.last = nn.ConvTranspose2d(before[-1], 3, 4, stride=2, padding=1)
        self.landmarks = (
            nn.ConvTranspose2d(before[-2], LANDMARKS, 4, stride=2, padding=1)
            if config.landmarks
            else None
        )
        initialise(self)

    def forward(self, features: list[FeatureMap]) -> Emitted:
        """Decode from the innermost code to the frame, joining each finer map on the way."""
        *skips, current = features
        joined = current
        for layer, skip in zip(self.layers, reversed(skips), strict=True):
            joined = relu(current)
            current = torch.cat([layer(joined), skip], dim=1)
        frame = torch.tanh(self.last(relu(current)))
        maps = None if self.landmarks is None else self.landmarks(joined)
        return Emitted(frame=frame, landmarks=maps)


def initialise(module: nn.Module) -> None:
    """Normal weights as in pix2pix: N(0, 0.02), a normalisation's gains N(1, 0.02), biases 0."""
    for part in module.modules():
        if isinstance(part, nn.Conv2d | nn.ConvTranspose2d):
            nn.init.normal_(part.weight, std=0.02)
        elif isinstance(part, nn.BatchNorm2d):
            nn.init.normal_(part.weight, mean=1.0, std=0.02)
        else:
            continue
        if part.bias is not None:
            nn.init.zeros_(part.bias)


def _halving(before: int, after: int, *, normalised: bool) -> nn.Module:
    convolution = nn.Conv2d(before, after, 4, stride=2, padding=1, bias=not normalised)
    return nn.Sequential(convolution, nn.BatchNorm2d(after)) if normalised else convolution


def _doubling(before: int, after: int) -> nn.Module:
    convolution = nn.ConvTranspose2d(before, after, 4, stride=2, padding=1, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(after))
