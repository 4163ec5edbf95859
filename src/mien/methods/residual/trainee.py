"""The residual method in training: an adversarial game over the generator."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel
from torch.optim import Adam, Optimizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from mien.config import TEETH_WEIGHTS, ResidualConfig, Stage
from mien.losses.adversarial import generator_loss
from mien.losses.perceptual import VggFeatures
from mien.methods.arithmetic import autocast
from mien.methods.descent import descend, set_rate
from mien.methods.residual.judges import Judging, views
from mien.methods.residual.objective import (
    VGG_LAYERS,
    Drawn,
    landmark_terms,
    mouth_terms,
    perceptual_terms,
    pixel_terms,
)
from mien.methods.residual.rehearsal import Rehearsal
from mien.models.composition import compose
from mien.models.discriminator import Discriminator
from mien.models.generator import Generator
from mien.models.unet import initialise
from mien.tensors import Batch, Pictures, Terms


class ResidualTrainee:
    """A generator, its discriminators, an optimiser for each side, and a running average.

    Args:
        config: of the method.
        device: where everything lives.
        precision: type of the networks' arithmetic; float32 is exact, bfloat16 faster where the
            machine has instructions for it.
        distributed: whether other processes work on the other parts of each batch.
    """

    def __init__(
        self,
        config: ResidualConfig,
        *,
        device: torch.device | None = None,
        precision: torch.dtype = torch.float32,
        distributed: bool = False,
    ) -> None:
        self.config = config
        self.device = device or torch.device("cpu")
        self.precision = precision
        # Hardware that computes in bfloat16 wants the channels last; at float32 it is slower here.
        reduced = precision == torch.bfloat16
        self._layout = torch.channels_last if reduced else torch.contiguous_format
        self.generator = Generator(config.network).to(self.device)
        self.discriminators = nn.ModuleDict(
            {view: Discriminator(config.discriminators) for view in config.discriminators.views}
        ).to(self.device)
        if config.network.kind == "unet":
            initialise(self.discriminators)
        for networks in (self.generator, self.discriminators):
            networks.to(memory_format=self._layout)  # type: ignore[call-overload] # stub lacks it
        self.average = _average(self.generator, config.average) if config.average else None
        self._learner: nn.Module = self.generator
        self._judging: nn.Module = Judging(self.discriminators)
        if distributed:
            self._learner = DistributedDataParallel(self.generator, find_unused_parameters=True)
            if self.discriminators:
                self._judging = DistributedDataParallel(self._judging)
        self._features: VggFeatures | None = None
        self._rehearsal: Rehearsal | None = None
        self._learnt: tuple[str, ...] = ("",)
        self._kept: tuple[str, ...] = ()
        self._optimizers = {
            "generator": Adam(self.generator.parameters(), config.learning_rate, config.betas)
        }
        if self.discriminators:
            rate = config.discriminator_learning_rate
            self._optimizers["discriminators"] = Adam(
                self.discriminators.parameters(), rate, config.betas
            )

    @property
    def shipped(self) -> Generator:
        """The generator that is judged and exported: the running average, once there is one."""
        if self.average is None or not self.average.n_averaged:
            return self.generator
        assert isinstance(self.average.module, Generator)
        return self.average.module

    def learn_only(self, expressions: Sequence[str]) -> None:
        """Let nothing but the residual encoders of these expressions learn from now on."""
        self._learnt = tuple(f"residuals.{name}." for name in expressions)

    def rehearse(self, expressions: Sequence[str]) -> None:
        """Hold these expressions, from now on, to how they are drawn now; teeth stay as they are.

        Few people show a new expression, and hardly their teeth: a row that learns from them is
        soon the mean of all teeth again.
        """
        self._kept = (TEETH_WEIGHTS,)
        first = copy.deepcopy(self.generator).eval().requires_grad_(requires_grad=False)
        places = [self.config.expressions.index(name) for name in expressions]
        self._rehearsal = Rehearsal(
            lambda batch: self._drawn(first, batch, with_neighbours=False).frame,
            torch.tensor(places, device=self.device),
        )

    def step(self, batch: Batch, stage: Stage, rate: float) -> dict[str, float]:
        """Update the discriminators, then the generator unless they have a head start.

        Raises:
            MienError: a loss is not finite.
        """
        if self._rehearsal is not None:
            batch = self._rehearsal.extended(batch)
        self.generator.train()
        self._choose(stage.learnt)
        self._set_rate(rate)
        if stage.head_start:
            with torch.no_grad():
                frame = self._drawn(self._learner, batch, with_neighbours=False).frame
            return _numbers(self._discriminators_learn(batch, frame))
        weights = {**self.config.weights, **stage.weights}
        drawn = self._drawn(self._learner, batch, with_neighbours=bool(weights.get("continuity")))
        lost: Terms = {}
        learnt = pixel_terms(self.config, weights, batch, drawn)
        learnt |= landmark_terms(batch, drawn) | mouth_terms(batch, drawn)
        if any(weights.get(f"adversarial_{name}") for name in self.discriminators):
            lost = self._discriminators_learn(batch, drawn.frame.detach())
            learnt |= self._generator_terms(batch, drawn.frame)
        if weights.get("perceptual"):
            self._features = self._features or VggFeatures.find(VGG_LAYERS).to(self.device)
            with autocast(self.device, self.precision):
                learnt |= perceptual_terms(self._features, weights, batch, drawn)
        descend(self._optimizers["generator"], learnt, weights)
        if self.average is not None:
            self.average.update_parameters(self.generator)
        return _numbers(lost | learnt)

    @torch.no_grad()
    def draw(self, batch: Batch) -> Pictures:
        """The batch's frames, drawn by the generator that would be shipped."""
        generator = self.shipped.eval()
        return self._drawn(generator, batch, with_neighbours=False).frame

    def checkpoint(self) -> dict[str, Any]:
        """State of the networks, the optimisers and the average."""
        return {name: part.state_dict() for name, part in self._parts()}

    def resume(self, state: Mapping[str, Any]) -> None:
        """Restore what `checkpoint` returned."""
        for name, part in self._parts():
            part.load_state_dict(state[name])

    def _drawn(self, generator: nn.Module, batch: Batch, *, with_neighbours: bool) -> Drawn:
        count = batch.degree.shape[1]
        degree = batch.degree
        if with_neighbours:
            step = self.config.increment
            degree = torch.cat([degree, degree - step, degree + step], dim=1).clamp(0, 1)
        with autocast(self.device, self.precision):
            seen = batch.seen.contiguous(memory_format=self._layout)
            neutral, emitted = generator(seen, batch.expression, degree)
        times = degree.shape[1]
        landmarks, mouth = (
            _first(maps, count, times) for maps in (emitted.landmarks, emitted.mouth)
        )
        if neutral is None:
            composition, frames = None, emitted.frame.float()
        else:
            portrait = batch.portrait.repeat_interleave(times, dim=0)
            composition = compose(
                portrait, emitted.float(), neutral.float().repeat_interleave(times)
            )
            frames = composition.frame
        if not with_neighbours:
            return Drawn(frames, composition, landmarks=landmarks, mouth=mouth)
        kinds = frames.unflatten(0, (len(batch.portrait), 3, count)).unbind(dim=1)
        frame, before, after = (kind.flatten(0, 1) for kind in kinds)
        return Drawn(frame, composition, before, after, landmarks, mouth)

    def _discriminators_learn(self, batch: Batch, frame: Pictures) -> Terms:
        with autocast(self.device, self.precision):
            lost: Terms = self._judging(views(self.discriminators, batch, frame))
        descend(self._optimizers["discriminators"], lost, dict.fromkeys(lost, 0.5))
        return lost

    def _generator_terms(self, batch: Batch, frame: Pictures) -> Terms:
        self.discriminators.requires_grad_(requires_grad=False)
        with autocast(self.device, self.precision):
            terms = {
                f"adversarial_{name}": generator_loss(
                    self.discriminators[name](drawn, portrait).float()
                )
                for name, _, drawn, portrait in views(self.discriminators, batch, frame)
            }
        self.discriminators.requires_grad_(requires_grad=True)
        return terms

    def _choose(self, beginning: str) -> None:
        """Let weights learn whose names begin like this, if they learn at all."""
        for name, weight in self.generator.named_parameters():
            learns = name.startswith(self._learnt) and name.startswith(beginning)
            weight.requires_grad_(learns and not name.startswith(self._kept))

    def _set_rate(self, factor: float) -> None:
        rates = {
            "generator": self.config.learning_rate,
            "discriminators": self.config.discriminator_learning_rate,
        }
        for side, optimizer in self._optimizers.items():
            set_rate(optimizer, rates[side] * factor)

    def _parts(self) -> Iterator[tuple[str, nn.Module | Optimizer]]:
        yield "generator", self.generator
        yield "discriminators", self.discriminators
        if self.average is not None:
            yield "average", self.average
        for side, optimizer in self._optimizers.items():
            yield f"{side}_optimizer", optimizer


def _average(generator: Generator, decay: float) -> AveragedModel:
    return AveragedModel(generator, multi_avg_fn=get_ema_multi_avg_fn(decay), use_buffers=True)


def _numbers(terms: Terms) -> dict[str, float]:
    return {name: term.item() for name, term in terms.items()}


def _first(maps: Tensor | None, count: int, times: int) -> Tensor | None:
    """Those of the first `count` of every clip's `times` frames."""
    return None if maps is None else maps.unflatten(0, (-1, times))[:, :count].flatten(0, 1)
