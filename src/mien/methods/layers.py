"""Pieces that the baselines' U-Nets are made of."""

from torch import nn
from torch.nn.functional import interpolate

from mien.tensors import FeatureMap

SLOPE = 0.2
"""Of every leaky ReLU."""


def doubled(maps: FeatureMap) -> FeatureMap:
    """Maps of twice the size; a convolution after them leaves no chequers as transposed ones do."""
    return interpolate(maps, scale_factor=2, mode="nearest")


def awakened(network: nn.Module) -> None:
    """He et al.'s normal start for convolutions before a leaky ReLU, without normalisation.

    PyTorch's own start shrinks features at every level; what little arrives at the coarse ones and
    comes back teaches them next to nothing.
    """
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, SLOPE)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)


def silenced(layer: nn.Conv2d | nn.Linear) -> None:
    """Let a layer say nothing yet: what is added to the portrait starts as nothing."""
    for parameter in layer.parameters():
        nn.init.zeros_(parameter)
