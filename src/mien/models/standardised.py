"""Convolutions with standardised weights: the work of a normalisation, without a batch."""

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

START = 0.1
"""Standard deviation of the weights beneath, at the start."""


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
    """Standardise a convolution's weights; 1.4 keeps the variance through a leaky ReLU.

    The scale of the weights beneath no longer matters to the output, but it sets how far a step of
    Adam turns them: at 0.1 a learning rate of 1e-3 turns all layers alike, by about a hundredth.
    """
    nn.init.normal_(convolution.weight, std=START)
    parametrize.register_parametrization(
        convolution, "weight", Standardised(convolution.out_channels, gain)
    )
    return convolution


def set_weight(convolution: nn.Conv2d, weight: Tensor) -> None:
    """Make a standardised convolution's weight what it is told, as far as its means are 0.

    Args:
        convolution: standardised.
        weight: of a folded convolution: (outputs, inputs, rows, columns).
    """
    inputs = weight[0].numel()
    gain = weight.square().sum(dim=(1, 2, 3), keepdim=True).sqrt().clamp(min=1e-8)
    lists = convolution.parametrizations
    assert isinstance(lists, nn.ModuleDict)
    parts = lists["weight"]
    assert isinstance(parts, parametrize.ParametrizationList)
    standard = parts[0]
    assert isinstance(standard, Standardised)
    parts.original.data.copy_(weight / gain * (START * inputs**0.5))
    standard.gain.data.copy_(gain)


def fold(module: nn.Module) -> None:
    """Replace every standardised convolution inside a module by an equal plain one."""
    for parent in list(module.modules()):
        for name, child in list(parent.named_children()):
            if parametrize.is_parametrized(child, "weight"):
                assert isinstance(child, nn.Conv2d)
                setattr(parent, name, _plain(child))


def _plain(convolution: nn.Conv2d) -> nn.Conv2d:
    plain = nn.Conv2d(
        convolution.in_channels,
        convolution.out_channels,
        (convolution.kernel_size[0], convolution.kernel_size[1]),
        stride=(convolution.stride[0], convolution.stride[1]),
        padding=(int(convolution.padding[0]), int(convolution.padding[1])),
    )
    assert plain.bias is not None
    assert convolution.bias is not None
    plain.weight.data.copy_(convolution.weight.data)
    plain.bias.data.copy_(convolution.bias.data)
    return plain
