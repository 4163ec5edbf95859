"""The hierarchical baseline in training: each level learns from the truth of the one above."""

from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import nn
from torch.nn.functional import avg_pool2d, mse_loss
from torch.optim import Adam, RMSprop

from mien.config import Stage
from mien.losses.adversarial import generator_loss
from mien.losses.perceptual import VggFeatures, perceptual
from mien.losses.reconstruction import reconstruction
from mien.methods.descent import descend, set_rate
from mien.methods.hierarchical.config import HierarchicalConfig
from mien.methods.hierarchical.judge import judge_loss
from mien.methods.hierarchical.landmark_lstm import to_fractions
from mien.methods.hierarchical.networks import HierarchicalNetworks
from mien.methods.method import Workplace
from mien.methods.sequence import by_expression
from mien.methods.sequence_trainee import SequenceTrainee
from mien.tensors import Batch, Sequences, Terms

VGG_LAYERS = ("conv1_2", "conv2_2", "conv3_1")
"""What `perceptual` compares, on frames of half their size."""


class HierarchicalTrainee(SequenceTrainee):
    """Three networks for each expression; a step teaches those of the batch's expressions.

    The image network is taught with true landmarks, the LSTM with landmarks alone: nothing that a
    picture says reaches the LSTM. Drawing puts the two together.

    Args:
        config: of the method.
        place: where everything lives.

    Raises:
        MienError: the place is shared among processes.
    """

    def __init__(self, config: HierarchicalConfig, place: Workplace) -> None:
        super().__init__(config, place, lambda: HierarchicalNetworks(config))
        self.config = config
        self._features: VggFeatures | None = None
        adam = (config.image_rate, config.betas)
        self.optimizers = {
            "landmarks": RMSprop(self._parameters("landmarks"), config.landmark_rate),
            "image": Adam(self._parameters("image"), *adam),
            "judge": Adam(self._parameters("judge"), *adam),
        }

    def step(self, batch: Batch, stage: Stage, rate: float) -> dict[str, float]:
        """Teach the LSTM whole sequences, and the image network some of their frames.

        Raises:
            MienError: a loss is not finite.
        """
        weights = {**self.config.weights, **stage.weights}
        for side, optimizer in self.optimizers.items():
            known = self.config.landmark_rate if side == "landmarks" else self.config.image_rate
            set_rate(optimizer, known * rate)
        self.own.learn(batch)
        told = self.gathered(batch, self._landmark_terms)
        descend(self.optimizers["landmarks"], told, weights, longest=self.config.longest)
        shown = self._some_frames(batch)
        drawn = {
            self.expressions[expression]: self._drawn(self.expressions[expression], clips)
            for expression, _, clips in by_expression(shown)
        }
        judged: Terms = {}
        if weights.get("adversarial"):
            judged = self.gathered(
                shown, lambda name, clips: self._judge_terms(name, clips, drawn[name].detach())
            )
            descend(self.optimizers["judge"], judged, {"judge": 1.0})
        learnt = self.gathered(
            shown, lambda name, clips: self._image_terms(name, clips, drawn[name], weights)
        )
        descend(self.optimizers["image"], learnt, weights)
        return {name: term.item() for name, term in (told | judged | learnt).items()}

    def sequences(self, expression: str, clips: Batch) -> Sequences:
        """What an expression's networks draw of some portraits and their true landmarks."""
        with self.autocast():
            networks = self.networks[expression]
            drawn: Sequences = networks(clips.seen, clips.portrait_landmarks)
        return drawn.float()

    def _some_frames(self, batch: Batch) -> Batch:
        which = torch.randperm(self.frames)[: self.config.pictured].to(self.place.device)
        return replace(
            batch,
            frame=batch.frame[:, which],
            landmarks=batch.landmarks[:, which],
            degree=batch.degree[:, which],
        )

    def _landmark_terms(self, expression: str, clips: Batch) -> Terms:
        size = clips.portrait.shape[-1]
        seen, true = (
            to_fractions(points, size) for points in (clips.portrait_landmarks, clips.landmarks)
        )
        return {"landmarks": mse_loss(self._part(expression, "landmarks")(seen), true)}

    def _drawn(self, expression: str, clips: Batch) -> Sequences:
        """The frames' pictures from their true landmarks."""
        with self.autocast():
            drawn: Sequences = self._part(expression, "image")(
                clips.seen, clips.portrait_landmarks, clips.landmarks
            )
        return drawn.float()

    def _judge_terms(self, expression: str, clips: Batch, drawn: Sequences) -> Terms:
        judge = self._part(expression, "judge")
        landmarks = clips.landmarks.flatten(0, 1)
        with self.autocast():
            true = judge(clips.truth, landmarks)
            false = judge(drawn.flatten(0, 1), landmarks)
            mismatched = judge(clips.truth, landmarks.roll(1, dims=0))
        return {"judge": judge_loss(true.float(), false.float(), mismatched.float())}

    def _image_terms(
        self, expression: str, clips: Batch, drawn: Sequences, weights: Mapping[str, float]
    ) -> Terms:
        frames, truth = drawn.flatten(0, 1), clips.truth
        terms = {
            "reconstruction": reconstruction(frames, truth),
            "squared": mse_loss(frames, truth),
        }
        with self.autocast():
            if weights.get("perceptual"):
                self._features = self._features or VggFeatures.find(VGG_LAYERS).to(frames.device)
                halves = (avg_pool2d(frames, 2), avg_pool2d(truth, 2))
                terms["perceptual"] = perceptual(self._features, *halves)
            if weights.get("adversarial"):
                judge = self._part(expression, "judge")
                logits = judge(frames, clips.landmarks.flatten(0, 1))
                terms["adversarial"] = generator_loss(logits.float())
        return terms

    def _part(self, expression: str, name: str) -> nn.Module:
        return self.networks[expression].get_submodule(name)

    def _parameters(self, name: str) -> list[nn.Parameter]:
        """Of the network of one name, over all expressions."""
        return [
            parameter
            for expression in self.expressions
            for parameter in self._part(expression, name).parameters()
        ]
