"""Trained hierarchical networks as an animator: it finds the portrait's landmarks first."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import nn

from mien.methods.hierarchical.config import HierarchicalConfig
from mien.methods.hierarchical.finding import portrait_landmarks
from mien.methods.hierarchical.trainee import HierarchicalTrainee
from mien.methods.method import Workplace
from mien.methods.pixels import tensor_of
from mien.methods.sequence_animator import SequenceAnimator, resumed
from mien.tensors import Sequence
from mien.types import Picture


def animator(
    config: HierarchicalConfig, state: Mapping[str, Any], device: torch.device
) -> SequenceAnimator:
    """An animator with a trainee's weights; a portrait without a face is refused.

    Args:
        config: of the method.
        state: a trainee's checkpoint.
        device: where it shall draw.
    """
    trainee = HierarchicalTrainee(config, Workplace(device=device, precision=torch.float32))

    def draw(network: nn.Module, portrait: Picture) -> Sequence:
        found = torch.from_numpy(portrait_landmarks(portrait)).to(device)
        drawn: Sequence = network(tensor_of(portrait, device), found[None])[0]
        return drawn

    return resumed(trainee, state, draw)
