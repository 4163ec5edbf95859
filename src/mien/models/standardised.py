"""Convolutions with standardised weights: the work of a normalisation, without a batch."""

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize


class Standardised(nn.Module):
    """Gives each output channel's weights mean 0 and norm `gain` (Qiao et al. 2019)."""

    def __init__(self, channels: int, gain: float) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.full((channels, 1, 1, 1), gain))

    def forward(self, weight: Tensor) -> Tensor:
        """The standardised weight, of the same shape."""
        mean = weight.mean(dim=(1, 2, 3), keepdim=True)
        spread = (weight - mean).pow(2).sum(dim=(1, 2, 3), keepdim=True)
        return self.gain * (weight - mean) * torch.rsqrt(spread + 1e-6)


def standardised(convolution: nn.Conv2d, gain: float = 1.4) -> nn.Conv2d:
    """Standardise a convolution's weights; 1.4 keeps the variance through a leaky ReLU."""
    parametrize.register_parametrization(
        convolution, "weight", Standardised(convolution.out_channels, gain)
    )
    return convolution


def fold(module: nn.Module) -> nn.Module:
    """Make every standardised convolution a plain one, in place."""
    for part in module.modules():
        if parametrize.is_parametrized(part, "weight"):
            parametrize.remove_parametrizations(part, "weight")
    return module
