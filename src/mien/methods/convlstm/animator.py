"""Trained ConvLSTM networks as an animator."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import nn

from mien.methods.convlstm.config import ConvLstmConfig
from mien.methods.convlstm.trainee import ConvLstmTrainee
from mien.methods.method import Workplace
from mien.methods.pixels import tensor_of
from mien.methods.sequence_animator import SequenceAnimator, resumed
from mien.tensors import Sequence
from mien.types import Picture


def animator(
    config: ConvLstmConfig, state: Mapping[str, Any], device: torch.device
) -> SequenceAnimator:
    """An animator with a trainee's weights.

    Args:
        config: of the method.
        state: a trainee's checkpoint.
        device: where it shall draw.
    """
    trainee = ConvLstmTrainee(config, Workplace(device=device, precision=torch.float32))

    def draw(network: nn.Module, portrait: Picture) -> Sequence:
        drawn: Sequence = network(tensor_of(portrait, device))[0]
        return drawn

    return resumed(trainee, state, draw)
