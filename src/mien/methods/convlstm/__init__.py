"""ConvLSTM (Shi et al. 2015) with a U-Net around it: one frame in, ten out, per expression."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mien.methods.convlstm.config import ConvLstmConfig
from mien.methods.convlstm.recipes import RECIPES
from mien.methods.method import Method, Workplace
from mien.protocols import Animator, Trainee

if TYPE_CHECKING:
    import torch


def _trainee(config: ConvLstmConfig, place: Workplace) -> Trainee:
    from mien.methods.convlstm.trainee import ConvLstmTrainee  # noqa: PLC0415 - imports PyTorch

    return ConvLstmTrainee(config, place)


def _animator(config: ConvLstmConfig, state: Mapping[str, Any], device: "torch.device") -> Animator:
    from mien.methods.convlstm.animator import animator  # noqa: PLC0415 - imports PyTorch

    return animator(config, state, device)


METHOD = Method(
    name="convlstm",
    config=ConvLstmConfig,
    recipes=RECIPES,
    trainee=_trainee,
    animator=_animator,
)
"""The first of the paper's two baselines."""
