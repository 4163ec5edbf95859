"""The training loop: it repeats a method's step, and writes down what came of it."""

import math
import os
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import distributed
from torch.utils.data import DataLoader
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from mien.claim import claimed
from mien.clips import ClipSet
from mien.clips.batches import Batches, Share, held_out
from mien.clips.cache import FrameCache
from mien.config import Recipe, Stage
from mien.metrics.shift_tolerant import ShiftTolerant
from mien.protocols import Trainee
from mien.tensors import Batch
from mien.training.device import Place
from mien.training.run import Run
from mien.training.validation import strips, validate

LOG_EVERY = 20
"""Steps between lines of the journal, each the mean over the steps since the last."""

JUDGED = (0.5, 1.0)
"""Frames of a clip that validation compares: shares of the way to its end."""

SAMPLED = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Frames of a clip that strips show, likewise."""


@dataclass(frozen=True)
class StageData:
    """What a stage learns from, and what it is judged by."""

    batches: Batches
    validation: Callable[[], Iterable[Batch]]
    samples: Callable[[], Iterable[Batch]]


class Loop:
    """One run: a method, its data, and the folder that it leaves.

    Args:
        trainee: the method, new or resumed by `train`.
        recipe: what to do.
        clipset: what to learn from.
        run: where to write.
        place: where this process computes.
    """

    def __init__(
        self, trainee: Trainee, recipe: Recipe, clipset: ClipSet, run: Run, place: Place
    ) -> None:
        self.trainee = trainee
        self.recipe = recipe
        self.clipset = clipset
        self.run = run
        self.place = place
        # ST-LPIPS sees what an L1 distance does not: teeth. Its weights may not be installed.
        self._network = ShiftTolerant.find().to(place.device) if ShiftTolerant.is_there() else None
        self.step = 0
        self.best = math.inf
        self._seconds = 0.0
        self._limit = math.inf

    def train(self, *, minutes: float = math.inf) -> None:
        """Train from the last checkpoint, if there is one, to the end of the recipe.

        Args:
            minutes: stop earlier, once all steps of the run together took so long, with a
                checkpoint and figures; the run can be resumed and exported like any other.

        Raises:
            MienError: another process trains in the folder, or the last checkpoint is damaged.
        """
        with claimed(self.run.folder) if self._writes else nullcontext():
            self._train(minutes)

    def _train(self, minutes: float) -> None:
        self._resume()
        self._limit = 60 * minutes
        start = 0
        for stage in self.recipe.stages:
            end = start + stage.steps
            if self.step < end and not self._late():
                self._stage(stage, start, end)
            start = end

    def _stage(self, stage: Stage, start: int, end: int) -> None:
        data = stage_data(self.recipe, stage, self.clipset, self.place)
        loader = DataLoader(
            data.batches,
            batch_size=None,
            sampler=range(self.step, end),
            num_workers=max(1, (os.cpu_count() or 1) // (2 * self.place.processes)),
            prefetch_factor=4,
        )
        writer = SummaryWriter(str(self.run.folder / "tensorboard")) if self._writes else None
        bar = tqdm(
            loader,
            desc=f"{self.recipe.name} at {stage.size}",
            unit="step",
            initial=self.step - start,
            total=end - start,
            disable=not self._writes,
        )
        since: list[dict[str, float]] = []
        logged, began = self._seconds, time.perf_counter()
        for batch in bar:
            torch.manual_seed(self.recipe.seed * 1_000_003 + self.step)
            rate = learning_rate(self.recipe, stage, self.step - start)
            terms = self.trainee.step(batch.to(self.place.device), stage, rate)
            self.step += 1
            since.append(terms)
            self._seconds += time.perf_counter() - began
            done = self.step == end or self._late()
            if self._writes and (self.step % LOG_EVERY == 0 or done):
                seconds = round((self._seconds - logged) / len(since), 4)
                self._log(writer, "train", _mean(since) | {"seconds": seconds})
                since, logged = [], self._seconds
            if self._writes:
                self._keep(writer, stage, data, done=done)
            if done:
                break
            began = time.perf_counter()
        if writer is not None:
            writer.close()

    def _keep(
        self, writer: SummaryWriter | None, stage: Stage, data: StageData, *, done: bool
    ) -> None:
        """Validate, sample and save when it is time."""
        recipe = self.recipe
        if self.step % recipe.validate_every == 0 or done:
            figures = validate(
                self.trainee,
                data.validation(),
                recipe.method.expressions,
                self.place.device,
                self._network,
            )
            self._log(writer, "validation", figures)
            # Figures at another size do not compare: the last stage alone decides.
            if stage == recipe.stages[-1] and figures["score"] < self.best:
                self.best = figures["score"]
                self.run.save("best", self._state())
        if self.step % recipe.sample_every == 0 or done:
            self.run.sample(self.step, strips(self.trainee, data.samples(), self.place.device))
        if self.step % recipe.checkpoint_every == 0 or done:
            self.run.save("last", self._state())

    def _late(self) -> bool:
        """Whether the time is over; all processes of a run say the same."""
        late = self._seconds >= self._limit
        if self.place.processes == 1:
            return late
        told = torch.tensor(int(late), device=self.place.device)
        distributed.broadcast(told, src=0)
        return bool(told)

    def _resume(self) -> None:
        state = self.run.load("last")
        if state is None:
            return
        self.trainee.resume(state["trainee"])
        self.step = state["step"]
        self.best = state["best"]
        if self._writes:
            self.run.rewind(self.step)
        self._seconds = 60 * (self.run.minutes() or 0.0)

    def _state(self) -> dict[str, object]:
        return {"step": self.step, "best": self.best, "trainee": self.trainee.checkpoint()}

    def _log(self, writer: SummaryWriter | None, kind: str, figures: dict[str, float]) -> None:
        self.run.note({"step": self.step, "kind": kind, **figures})
        if writer is not None:
            for name, value in figures.items():
                writer.add_scalar(f"{kind}/{name}", value, self.step)

    @property
    def _writes(self) -> bool:
        return self.place.rank == 0


def stage_data(recipe: Recipe, stage: Stage, clipset: ClipSet, place: Place) -> StageData:
    """Open the clips at the stage's size; the first time they are decoded, which takes a while."""
    places = recipe.places
    cached = round(clipset.size * stage.size / recipe.method.size)
    train = FrameCache(clipset, clipset.split("train", places), cached)
    held = FrameCache(clipset, clipset.split("val", places), cached)
    batches = Batches(
        train,
        places,
        replace(recipe.data, clips=recipe.clips_at(stage)),
        size=stage.size,
        seed=recipe.seed,
        share=Share(place.rank, place.processes),
    )
    shown = _one_person_each(held, places)
    return StageData(
        batches,
        lambda: held_out(held, places, size=stage.size, when=JUDGED, clips=8),
        lambda: held_out(shown, places, size=stage.size, when=SAMPLED, clips=8),
    )


def learning_rate(recipe: Recipe, stage: Stage, step: int) -> float:
    """Factor on the learning rates at a step of a stage: a warm-up, then a cosine if decaying."""
    warm = min(1.0, (step + 1) / stage.warmup) if stage.warmup else 1.0
    fall = 0.5 * (1 + math.cos(math.pi * step / stage.steps)) if recipe.decay else 1.0
    return stage.rate * warm * fall


def _one_person_each(cache: FrameCache, expressions: Iterable[str]) -> FrameCache:
    """For each expression two clips, of people that change from one to the next."""
    people = sorted({clip.person for clip in cache.clips})
    chosen = []
    for number, expression in enumerate(expressions):
        members = [i for i, clip in enumerate(cache.clips) if clip.expression == expression]
        members.sort(key=lambda i: (people.index(cache.clips[i].person) - 2 * number) % len(people))
        chosen += members[:2]
    return cache.subset(chosen)


def _mean(entries: list[dict[str, float]]) -> dict[str, float]:
    """Mean of every term over the steps that computed it."""
    names = dict.fromkeys(name for entry in entries for name in entry)
    return {
        name: float(np.mean([entry[name] for entry in entries if name in entry])) for name in names
    }
