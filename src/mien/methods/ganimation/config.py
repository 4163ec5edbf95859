"""Settings of GANimation, without PyTorch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

WEIGHTS = {
    "critic": 1.0,
    "penalty": 10.0,
    "condition_true": 160.0,
    "adversarial": 1.0,
    "condition": 160.0,
    "cycle": 10.0,
    "saturation": 0.1,
    "roughness": 1e-5,
}
"""The paper's; its 4,000 for the condition is over a batch of 25, so 160 on the mean."""


@dataclass(frozen=True, kw_only=True)
class GanimationConfig:
    """GANimation (Pumarola et al. 2018), conditioned on action units.

    Attributes:
        method: its name.
        expressions: those whose units make up the condition.
        size: side of the frames in pixels.
        width: channels of the generator at full size; twice and four times as many below.
        blocks: residual blocks at a quarter of the size.
        critic_width: channels after the critic's first halving; each doubles them.
        critic_layers: the critic's halvings.
        weights: of the loss terms of both sides, by name.
        every: the generator learns in every so many-th step, the critic in all.
        learning_rate: of both sides.
        betas: Adam's.
    """

    method: Literal["ganimation"] = "ganimation"
    expressions: tuple[str, ...] = ()
    size: int = 256
    width: int = 64
    blocks: int = 6
    critic_width: int = 64
    critic_layers: int = 6
    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    every: int = 5
    learning_rate: float = 1e-4
    betas: tuple[float, float] = (0.5, 0.999)
