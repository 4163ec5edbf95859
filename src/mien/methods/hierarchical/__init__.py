"""Hierarchical prediction (Villegas et al. 2017): landmarks first, then pictures of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mien.methods.hierarchical.config import HierarchicalConfig
from mien.methods.hierarchical.recipes import RECIPES
from mien.methods.method import Method, Workplace
from mien.protocols import Animator, Trainee

if TYPE_CHECKING:
    import torch


def _trainee(config: HierarchicalConfig, place: Workplace) -> Trainee:
    from mien.methods.hierarchical.trainee import (  # noqa: PLC0415 - imports PyTorch
        HierarchicalTrainee,
    )

    return HierarchicalTrainee(config, place)


def _animator(
    config: HierarchicalConfig, state: Mapping[str, Any], device: "torch.device"
) -> Animator:
    from mien.methods.hierarchical.animator import animator  # noqa: PLC0415 - imports PyTorch

    return animator(config, state, device)


METHOD = Method(
    name="hierarchical",
    config=HierarchicalConfig,
    recipes=RECIPES,
    trainee=_trainee,
    animator=_animator,
)
"""The second of the paper's two baselines, there called HP."""
