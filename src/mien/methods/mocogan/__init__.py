"""MoCoGAN (Tulyakov et al. 2018): one content code, a path of motion codes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mien.methods.method import Method, Workplace
from mien.methods.mocogan.config import MocoganConfig
from mien.methods.mocogan.recipes import RECIPES
from mien.methods.single_process import require_single_process
from mien.protocols import Animator, Trainee

if TYPE_CHECKING:
    import torch


def _trainee(config: MocoganConfig, place: Workplace) -> Trainee:
    from mien.methods.mocogan.trainee import MocoganTrainee  # noqa: PLC0415 - imports PyTorch

    require_single_process(place, config.method)
    return MocoganTrainee(config, device=place.device, precision=place.precision)


def _animator(config: MocoganConfig, state: Mapping[str, Any], device: "torch.device") -> Animator:
    from mien.methods.mocogan.animator import MocoganAnimator  # noqa: PLC0415 - imports PyTorch
    from mien.methods.mocogan.trainee import MocoganTrainee  # noqa: PLC0415 - imports PyTorch

    trainee = MocoganTrainee(config, device=device)
    trainee.resume(state)
    return MocoganAnimator(trainee.generator)


METHOD = Method(
    name="mocogan",
    config=MocoganConfig,
    recipes=RECIPES,
    trainee=_trainee,
    animator=_animator,
)
"""Conditioned on a portrait."""
