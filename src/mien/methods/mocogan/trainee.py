"""MoCoGAN in training."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import nn
from torch.nn.functional import one_hot
from torch.optim import Adam

from mien.config import Stage
from mien.methods.arithmetic import autocast
from mien.methods.mocogan.config import MocoganConfig
from mien.methods.mocogan.discriminators import ImageDiscriminator, VideoDiscriminator
from mien.methods.mocogan.drawing import draw
from mien.methods.mocogan.generator import MocoganGenerator
from mien.methods.mocogan.objective import Samples, discriminator_terms, generator_terms
from mien.methods.side import Side
from mien.tensors import Batch, Pictures, Vectors


class MocoganTrainee:
    """A generator and two discriminators, updated in turn.

    Args:
        config: of the method.
        device: where everything lives.
        precision: type of the networks' arithmetic.
    """

    def __init__(
        self,
        config: MocoganConfig,
        *,
        device: torch.device | None = None,
        precision: torch.dtype = torch.float32,
    ) -> None:
        self.config = config
        self.device = device or torch.device("cpu")
        self.precision = precision
        self.generator = MocoganGenerator(config).to(self.device)
        self.discriminators = nn.ModuleDict(
            {"image": ImageDiscriminator(config), "video": VideoDiscriminator(config)}
        ).to(self.device)
        networks = {"generator": self.generator, "discriminators": self.discriminators}
        self.sides = {name: self._side(network) for name, network in networks.items()}

    def step(self, batch: Batch, stage: Stage, rate: float) -> dict[str, float]:
        """Update the discriminators, then the generator and its motion model.

        Args:
            batch: whole clips, of as many frames as the motion model makes.
            stage: its weights replace those of the settings.
            rate: factor on the learning rates.

        Raises:
            MienError: a loss is not finite.
        """
        self.generator.train()
        for side in self.sides.values():
            side.set_rate(rate)
        count, frames = batch.frame.shape[:2]
        noise = torch.randn(count, frames, self.config.motion, device=self.device)
        samples = Samples.chosen(batch.frame)
        with autocast(self.device, self.precision):
            drawn = self.generator(batch.seen, self._category(batch), noise).float()
            lost = discriminator_terms(self.discriminators, batch, drawn.detach(), samples)
        self.sides["discriminators"].descend(lost, dict.fromkeys(lost, 1.0))
        with autocast(self.device, self.precision):
            learnt = generator_terms(self.discriminators, batch, drawn, samples)
        self.sides["generator"].descend(learnt, {**self.config.weights, **stage.weights})
        return {name: term.item() for name, term in (lost | learnt).items()}

    @torch.no_grad()
    def draw(self, batch: Batch) -> Pictures:
        """The batch's frames as the animator draws them."""
        rows = batch.degree.shape[1]
        category = self._category(batch).repeat_interleave(rows, dim=0)
        return draw(self.generator.eval(), batch.seen, category, batch.degree)

    def checkpoint(self) -> dict[str, Any]:
        """State of both sides."""
        return {name: side.checkpoint() for name, side in self.sides.items()}

    def resume(self, state: Mapping[str, Any]) -> None:
        """Restore what `checkpoint` returned."""
        for name, side in self.sides.items():
            side.resume(state[name])

    def _category(self, batch: Batch) -> Vectors:
        return one_hot(batch.expression, len(self.config.expressions)).float()

    def _side(self, network: nn.Module) -> Side:
        config = self.config
        return Side(
            network,
            Adam(
                network.parameters(),
                config.learning_rate,
                config.betas,
                weight_decay=config.weight_decay,
            ),
        )
