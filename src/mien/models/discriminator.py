"""Patch discriminator, used on the whole frame and on the mouth."""

from itertools import pairwise

import torch
from torch import nn

from mien.config import DiscriminatorConfig
from mien.tensors import Logits, Pictures


class Discriminator(nn.Module):
    """Scores patches of a picture: positive logits mean true.

    With `layers` = 1 it has three convolutions, the paper's sentence read literally; with 3 it is
    the 70 x 70 patch discriminator of the authors' later code.
    """

    def __init__(self, config: DiscriminatorConfig) -> None:
        super().__init__()
        self.conditional = config.conditional
        widths = [config.width * min(2**layer, 8) for layer in range(config.layers + 1)]
        first = nn.Conv2d(6 if config.conditional else 3, widths[0], 4, stride=2, padding=1)
        layers: list[nn.Module] = [first, nn.LeakyReLU(0.2)]
        for level, (before, after) in enumerate(pairwise(widths), start=1):
            stride = 2 if level < config.layers else 1
            layers += [
                nn.Conv2d(before, after, 4, stride=stride, padding=1, bias=False),
                nn.BatchNorm2d(after),
                nn.LeakyReLU(0.2),
            ]
        self.net = nn.Sequential(*layers, nn.Conv2d(widths[-1], 1, 4, stride=1, padding=1))

    def forward(self, picture: Pictures, portrait: Pictures) -> Logits:
        """One logit a patch.

        Args:
            picture: to judge.
            portrait: the same part of the portrait; looked at only if conditional.
        """
        shown = torch.cat([picture, portrait], dim=1) if self.conditional else picture
        logits: Logits = self.net(shown)
        return logits
