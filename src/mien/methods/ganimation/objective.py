"""GANimation's game: which loss looks at what."""

from dataclasses import dataclass

import torch

from mien.losses.attention import roughness, saturation
from mien.losses.labels import condition_loss
from mien.losses.reconstruction import reconstruction
from mien.losses.wasserstein import adversary_loss, critic_loss, gradient_penalty
from mien.methods.ganimation.networks import Attended, GanimationCritic, GanimationGenerator
from mien.tensors import Batch, Parts, Terms, Vectors


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Pictures of a batch, each by itself, as unpaired as the paper's.

    Attributes:
        pictures: portraits and frames, (n, 3, height, width).
        shown: their own conditions, (n, units).
        asked: what they are to show: the conditions of others, by chance.
    """

    pictures: Parts
    shown: Vectors
    asked: Vectors


def pool(batch: Batch, peaks: Vectors) -> Pool:
    """All pictures of a batch; the portraits' conditions are 0, a frame's grow with its degree.

    Args:
        batch: of clips.
        peaks: condition at degree 1 of each expression, (expressions, units).
    """
    pictures = torch.cat([batch.seen[:, None], batch.frame], dim=1).flatten(0, 1)
    neutral = torch.zeros_like(batch.degree[:, :1])
    degree = torch.cat([neutral, batch.degree], dim=1)
    shown = (degree[..., None] * peaks[batch.expression][:, None]).flatten(0, 1)
    order = torch.randperm(len(shown), device=shown.device)
    return Pool(pictures=pictures, shown=shown, asked=shown[order])


def critic_terms(critic: GanimationCritic, shown: Pool, drawn: Parts) -> Terms:
    """The critic's side: scores, their penalty, and the conditions of true pictures.

    Args:
        critic: that learns.
        shown: true pictures.
        drawn: pictures without a gradient to the generator.
    """
    true = critic(shown.pictures)
    return {
        "critic": critic_loss(true.scores, critic(drawn).scores),
        "penalty": gradient_penalty(lambda between: critic(between).scores, shown.pictures, drawn),
        "condition_true": condition_loss(true.condition, shown.shown),
    }


def generator_terms(
    generator: GanimationGenerator, critic: GanimationCritic, shown: Pool, drawn: Attended
) -> Terms:
    """The generator's side: to convince, to show what is asked, and to find the way back.

    Args:
        generator: that learns.
        critic: gets no gradient.
        shown: the pictures that were drawn from.
        drawn: of them, under the conditions that are asked for.
    """
    critic.requires_grad_(requires_grad=False)
    back = generator(drawn.frame, shown.shown)
    read = critic(drawn.frame)
    terms = {
        "adversarial": adversary_loss(read.scores),
        "condition": condition_loss(read.condition, shown.asked),
        "cycle": reconstruction(back.frame, shown.pictures),
        "saturation": saturation(drawn.attention) + saturation(back.attention),
        "roughness": roughness(drawn.attention) + roughness(back.attention),
    }
    critic.requires_grad_(requires_grad=True)
    return terms
