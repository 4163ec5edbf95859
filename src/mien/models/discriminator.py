"""Patch discriminators, used on the whole frame and on the mouth."""

from itertools import pairwise

import torch
from torch import nn
from torch.nn.functional import avg_pool2d, pad

from mien.config import DiscriminatorConfig
from mien.models.standardised import standardised
from mien.tensors import Logits, Pictures

BLUR = 5
"""Side, in pixels, of the square whose mean is taken from each pixel to see details."""

CONTRAST = 4.0
"""Details are multiplied by this: they come near to pictures' own range."""


class Discriminator(nn.Module):
    """Scores patches of a picture: positive logits mean true.

    With `layers` = 1 it has three convolutions, the paper's sentence read literally; with 3 it is
    the 70 x 70 patch discriminator of the authors' later code.

    Once drawn frames are near the true ones, that network tells them apart no better than by
    chance: its normalisation, over true and over drawn frames by turns, takes away how much they
    vary, which is how sharp they are. With `detail` it sees what a blur takes away, and has
    standardised weights instead.
    """

    def __init__(self, config: DiscriminatorConfig) -> None:
        super().__init__()
        self.conditional = config.conditional
        self.detail = config.detail
        widths = [config.width * min(2**layer, 8) for layer in range(config.layers + 1)]
        first = nn.Conv2d(6 if config.conditional else 3, widths[0], 4, stride=2, padding=1)
        layers: list[nn.Module] = [
            standardised(first) if config.detail else first,
            nn.LeakyReLU(0.2),
        ]
        for level, (before, after) in enumerate(pairwise(widths), start=1):
            stride = 2 if level < config.layers else 1
            layers += _layer(before, after, stride, detail=config.detail)
        self.net = nn.Sequential(*layers, nn.Conv2d(widths[-1], 1, 4, stride=1, padding=1))

    def forward(self, picture: Pictures, portrait: Pictures) -> Logits:
        """One logit a patch.

        Args:
            picture: to judge.
            portrait: the same part of the portrait; looked at only if conditional.
        """
        shown = [picture, portrait] if self.conditional else [picture]
        if self.detail:
            shown = [details(pictures) for pictures in shown]
        logits: Logits = self.net(torch.cat(shown, dim=1))
        return logits


def details(pictures: Pictures) -> Pictures:
    """What a blur takes away, four times over."""
    edge = BLUR // 2
    padded = pad(pictures, (edge, edge, edge, edge), mode="replicate")
    return CONTRAST * (pictures - avg_pool2d(padded, BLUR, stride=1))


def _layer(before: int, after: int, stride: int, *, detail: bool) -> list[nn.Module]:
    if detail:
        convolution = nn.Conv2d(before, after, 4, stride=stride, padding=1)
        return [standardised(convolution), nn.LeakyReLU(0.2)]
    convolution = nn.Conv2d(before, after, 4, stride=stride, padding=1, bias=False)
    return [convolution, nn.BatchNorm2d(after), nn.LeakyReLU(0.2)]
