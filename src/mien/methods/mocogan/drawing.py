"""Frames at asked-for degrees out of a model that knows of no degree."""

import torch
from torch import Tensor

from mien.methods.mocogan.config import MocoganConfig
from mien.methods.mocogan.generator import MocoganGenerator
from mien.tensors import Codes, Degree, Pictures, Vectors

TOGETHER = 16
"""Frames that are decoded at a time."""


def nearest(degree: Degree, frames: int) -> Tensor:
    """Which frame of T answers a degree: the one whose t/T is nearest, 0 being the portrait."""
    return (degree.clamp(0, 1) * frames).round().long()


def fixed_noise(config: MocoganConfig) -> Codes:
    """The noise of every clip that is drawn: (1, frames, motion), the same on all devices."""
    source = torch.Generator().manual_seed(config.noise)
    return torch.randn(1, config.frames, config.motion, generator=source)


def draw(
    generator: MocoganGenerator, portrait: Pictures, category: Vectors, degree: Vectors
) -> Pictures:
    """Draw each portrait at its own degrees, with the noise that is kept for it.

    Args:
        generator: in its evaluation mode.
        portrait: (clips, 3, height, width).
        category: (clips * rows, expressions), shares of the expressions that sum to 1.
        degree: (clips, rows).

    Returns:
        (clips * rows, 3, height, width).
    """
    rows = degree.shape[1]
    config = generator.config
    content, start = (code.repeat_interleave(rows, dim=0) for code in generator.encoder(portrait))
    noise = fixed_noise(config).to(portrait.device).expand(len(category), -1, -1)
    place = nearest(degree, config.frames).flatten()
    path = torch.cat([start[:, None], generator.motion(start, category, noise)], dim=1)
    codes = torch.cat([content, path[torch.arange(len(path)), place]], dim=1)
    drawn = torch.cat([generator.decoder(part).float() for part in codes.split(TOGETHER)])
    unmoved = (place == 0)[:, None, None, None]
    return torch.where(unmoved, portrait.repeat_interleave(rows, dim=0), drawn)
