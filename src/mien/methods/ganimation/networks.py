"""GANimation's generator with its two heads, and its critic that reads action units."""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

from mien.methods.ganimation.config import GanimationConfig
from mien.methods.ganimation.units import units_of
from mien.models.unet import initialise
from mien.tensors import FeatureMap, Logits, Masks, Parts, Pictures, Vectors

SLOPE = 0.01


@dataclass(frozen=True)
class Attended:
    """What the generator makes of portraits.

    Attributes:
        attention: A, the portrait's share of each pixel, in [0, 1].
        colour: C, in [-1, 1].
        frame: A * portrait + (1 - A) * C (the paper's Equation 1).
    """

    attention: Masks
    colour: Pictures
    frame: Pictures


def attend(portrait: Pictures, attention: Masks, colour: Pictures) -> Attended:
    """Compose frames: where the attention is 1 they are the portrait itself."""
    return Attended(attention, colour, attention * portrait + (1 - attention) * colour)


class GanimationGenerator(nn.Module):
    """G(I | y): a portrait under a condition, every frame by itself."""

    def __init__(self, config: GanimationConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.trunk = nn.Sequential(
            *_normalised(nn.Conv2d(3 + len(units_of(config.expressions)), width, 7, 1, 3)),
            *_normalised(nn.Conv2d(width, 2 * width, 4, 2, 1)),
            *_normalised(nn.Conv2d(2 * width, 4 * width, 4, 2, 1)),
            *[_Residual(4 * width) for _ in range(config.blocks)],
            *_normalised(nn.ConvTranspose2d(4 * width, 2 * width, 4, 2, 1)),
            *_normalised(nn.ConvTranspose2d(2 * width, width, 4, 2, 1)),
        )
        self.colour = nn.Conv2d(width, 3, 7, 1, 3)
        self.attention = nn.Conv2d(width, 1, 7, 1, 3)
        initialise(self)

    def forward(self, portrait: Parts, condition: Vectors) -> Attended:
        """Draw each portrait under its own condition.

        Args:
            portrait: (n, 3, height, width).
            condition: (n, units) in [0, 1]; each unit becomes a plane beside the colours.
        """
        planes = condition[..., None, None].expand(-1, -1, *portrait.shape[-2:])
        maps = self.trunk(torch.cat([portrait, planes], dim=1))
        attention = torch.sigmoid(self.attention(maps).float())
        return attend(portrait, attention, torch.tanh(self.colour(maps).float()))


@dataclass(frozen=True)
class Read:
    """What the critic reads off pictures.

    Attributes:
        scores: one a patch, higher for truer.
        condition: the action units shown, (n, units).
    """

    scores: Logits
    condition: Vectors


class GanimationCritic(nn.Module):
    """D_I and D_y on one trunk, without normalisation: the penalty is on each picture alone."""

    def __init__(self, config: GanimationConfig) -> None:
        super().__init__()
        widths = [config.critic_width * 2**level for level in range(config.critic_layers)]
        layers: list[nn.Module] = []
        for before, after in pairwise((3, *widths)):
            layers += [nn.Conv2d(before, after, 4, stride=2, padding=1), nn.LeakyReLU(SLOPE)]
        self.trunk = nn.Sequential(*layers)
        self.scores = nn.Conv2d(widths[-1], 1, 3, padding=1, bias=False)
        side = config.size // 2**config.critic_layers
        self.condition = nn.Conv2d(widths[-1], len(units_of(config.expressions)), side, bias=False)
        initialise(self)

    def forward(self, pictures: Parts) -> Read:
        """Judge pictures of the settings' size."""
        maps = self.trunk(pictures)
        return Read(self.scores(maps), self.condition(maps).flatten(1))


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        first, second = (nn.Conv2d(width, width, 3, 1, 1, bias=False) for _ in range(2))
        self.layers = nn.Sequential(
            *_normalised(first), second, nn.InstanceNorm2d(width, affine=True)
        )

    def forward(self, maps: FeatureMap) -> FeatureMap:
        change: Tensor = self.layers(maps)
        return maps + change


def _normalised(convolution: nn.Conv2d | nn.ConvTranspose2d) -> list[nn.Module]:
    norm = nn.InstanceNorm2d(convolution.out_channels, affine=True)
    return [convolution, norm, nn.ReLU()]
