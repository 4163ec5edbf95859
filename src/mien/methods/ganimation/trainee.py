"""GANimation in training."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import nn
from torch.optim import Adam

from mien.config import Stage
from mien.methods.arithmetic import autocast
from mien.methods.ganimation.config import GanimationConfig
from mien.methods.ganimation.networks import Attended, GanimationCritic, GanimationGenerator
from mien.methods.ganimation.objective import Pool, critic_terms, generator_terms, pool
from mien.methods.ganimation.units import peaks
from mien.methods.side import Side
from mien.tensors import Batch, Parts, Pictures, Terms, Vectors


class GanimationTrainee:
    """A generator and a critic; the critic learns in every step, the generator in some.

    Args:
        config: of the method.
        device: where everything lives.
        precision: type of the generator's arithmetic; the critic, whose slope is judged, always
            computes in float32.

    Raises:
        MienError: an expression whose action units are not known.
    """

    def __init__(
        self,
        config: GanimationConfig,
        *,
        device: torch.device | None = None,
        precision: torch.dtype = torch.float32,
    ) -> None:
        self.config = config
        self.device = device or torch.device("cpu")
        self.precision = precision
        self.peaks = torch.from_numpy(peaks(config.expressions)).to(self.device)
        self.generator = GanimationGenerator(config).to(self.device)
        self.critic = GanimationCritic(config).to(self.device)
        networks = {"generator": self.generator, "critic": self.critic}
        self.sides = {name: self._side(network) for name, network in networks.items()}
        self.taken = 0

    def step(self, batch: Batch, stage: Stage, rate: float) -> dict[str, float]:
        """Update the critic, and in every so many-th step the generator.

        Args:
            batch: clips, whose pictures are taken one by one.
            stage: its weights replace those of the settings.
            rate: factor on the learning rates.

        Returns:
            The critic's terms; in the generator's steps its own, too.

        Raises:
            MienError: a loss is not finite.
        """
        weights = {**self.config.weights, **stage.weights}
        for side in self.sides.values():
            side.set_rate(rate)
        shown = pool(batch, self.peaks)
        both = (self.taken + 1) % self.config.every == 0
        with torch.set_grad_enabled(both):
            drawn = self._drawn(shown.pictures, shown.asked)
        terms = critic_terms(self.critic, shown, drawn.frame.detach())
        self.sides["critic"].descend(terms, weights)
        if both:
            terms |= self._teach(shown, drawn, weights)
        self.taken += 1
        return {name: term.item() for name, term in terms.items()}

    @torch.no_grad()
    def draw(self, batch: Batch) -> Pictures:
        """The batch's frames as the animator draws them."""
        condition = batch.degree[..., None] * self.peaks[batch.expression][:, None]
        portraits = batch.seen.repeat_interleave(batch.degree.shape[1], dim=0)
        return self._drawn(portraits, condition.flatten(0, 1)).frame

    def checkpoint(self) -> dict[str, Any]:
        """State of both sides, and how many steps were taken."""
        states = {name: side.checkpoint() for name, side in self.sides.items()}
        return {"taken": self.taken, **states}

    def resume(self, state: Mapping[str, Any]) -> None:
        """Restore what `checkpoint` returned."""
        self.taken = state["taken"]
        for name, side in self.sides.items():
            side.resume(state[name])

    def _teach(self, shown: Pool, drawn: Attended, weights: Mapping[str, float]) -> Terms:
        with autocast(self.device, self.precision):
            terms = generator_terms(self.generator, self.critic, shown, drawn)
        self.sides["generator"].descend(terms, weights)
        return terms

    def _drawn(self, pictures: Parts, condition: Vectors) -> Attended:
        with autocast(self.device, self.precision):
            drawn: Attended = self.generator(pictures, condition)
        return drawn

    def _side(self, network: nn.Module) -> Side:
        config = self.config
        return Side(network, Adam(network.parameters(), config.learning_rate, config.betas))
