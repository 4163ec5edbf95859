"""GANimation (Pumarola et al. 2018): attention, colour, and action units as the condition."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mien.methods.ganimation.config import GanimationConfig
from mien.methods.ganimation.recipes import RECIPES
from mien.methods.method import Method, Workplace
from mien.methods.single_process import require_single_process
from mien.protocols import Animator, Trainee

if TYPE_CHECKING:
    import torch


def _trainee(config: GanimationConfig, place: Workplace) -> Trainee:
    from mien.methods.ganimation.trainee import GanimationTrainee  # noqa: PLC0415 - imports PyTorch

    require_single_process(place, config.method)
    return GanimationTrainee(config, device=place.device, precision=place.precision)


def _animator(
    config: GanimationConfig, state: Mapping[str, Any], device: "torch.device"
) -> Animator:
    from mien.methods.ganimation.animator import GanimationAnimator  # noqa: PLC0415 - imports PyTorch
    from mien.methods.ganimation.trainee import GanimationTrainee  # noqa: PLC0415 - imports PyTorch

    trainee = GanimationTrainee(config, device=device)
    trainee.resume(state)
    return GanimationAnimator(trainee.generator)


METHOD = Method(
    name="ganimation",
    config=GanimationConfig,
    recipes=RECIPES,
    trainee=_trainee,
    animator=_animator,
)
"""Conditioned on action units."""
