"""Trained ConvLSTM networks as an animator."""

from collections.abc import Mapping
from typing import Any

import torch

from mien.methods.convlstm.config import ConvLstmConfig
from mien.methods.convlstm.trainee import ConvLstmTrainee
from mien.methods.counting import parameters_of
from mien.methods.method import Workplace
from mien.methods.pixels import tensor_of
from mien.methods.sequence_animator import SequenceAnimator
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
    trainee.resume(state)
    networks = trainee.networks.eval()

    def draw(portrait: Picture, expression: str) -> Sequence:
        drawn: Sequence = networks[expression](tensor_of(portrait, device))[0]
        return drawn

    return SequenceAnimator(config.expressions, trainee.own, draw, parameters_of(networks))
