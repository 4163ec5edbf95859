"""How much a network has learnt."""

from torch import nn


def parameters_of(network: nn.Module) -> int:
    """How many numbers a network has learnt, frozen ones included."""
    return sum(values.numel() for values in network.parameters())
