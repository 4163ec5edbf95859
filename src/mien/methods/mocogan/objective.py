"""MoCoGAN's game: which loss looks at what."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from mien.losses.adversarial import discriminator_loss, generator_loss
from mien.losses.labels import category_loss
from mien.losses.reconstruction import reconstruction
from mien.methods.mocogan.drawing import nearest
from mien.tensors import Batch, Clips, Parts, Terms


@dataclass(frozen=True)
class Samples:
    """Of every clip one frame, S_1 in the paper, by chance.

    Attributes:
        true: index of the true frame.
        drawn: index of the drawn frame.
    """

    true: Tensor
    drawn: Tensor

    @classmethod
    def chosen(cls, clips: Clips) -> "Samples":
        """Choose by PyTorch's own randomness, for each clip."""
        count, frames = clips.shape[:2]
        return cls(*torch.randint(frames, (2, count), device=clips.device))


def discriminator_terms(
    discriminators: nn.ModuleDict, batch: Batch, drawn: Clips, samples: Samples
) -> Terms:
    """The discriminators' side: D_I on single frames, D_V on clips, Q on true clips.

    Args:
        discriminators: `image` and `video`.
        batch: with the true clips.
        drawn: clips without a gradient to the generator.
        samples: frames for D_I.
    """
    image, video = discriminators["image"], discriminators["video"]
    true, false = video(batch.frame), video(drawn)
    return {
        "discriminator_image": discriminator_loss(
            image(_frame(batch.frame, samples.true)), image(_frame(drawn, samples.drawn))
        ),
        "discriminator_video": discriminator_loss(true.logits, false.logits),
        "category_true": category_loss(true.category, batch.expression),
    }


def generator_terms(
    discriminators: nn.ModuleDict, batch: Batch, drawn: Clips, samples: Samples
) -> Terms:
    """The generator's side, and the L1 distance that its condition makes possible.

    Args:
        discriminators: `image` and `video`, which get no gradient.
        batch: with the true clips.
        drawn: clips.
        samples: frames for D_I.
    """
    discriminators.requires_grad_(requires_grad=False)
    judged = discriminators["video"](drawn)
    terms = {
        "adversarial_image": generator_loss(discriminators["image"](_frame(drawn, samples.drawn))),
        "adversarial_video": generator_loss(judged.logits),
        "category": category_loss(judged.category, batch.expression),
        "reconstruction": reconstruction(answers(drawn, batch), batch.truth),
    }
    discriminators.requires_grad_(requires_grad=True)
    return terms


def answers(drawn: Clips, batch: Batch) -> Parts:
    """For each true frame the drawn one that answers its degree; the portrait where none moves.

    Args:
        drawn: clips of T frames at degrees 1/T, 2/T, ..., 1.
        batch: true frames at degrees of their own.
    """
    clips = torch.cat([batch.portrait[:, None], drawn], dim=1)
    place = nearest(batch.degree, drawn.shape[1])
    rows = torch.arange(len(clips), device=place.device)[:, None]
    return clips[rows, place].flatten(0, 1)


def _frame(clips: Clips, which: Tensor) -> Parts:
    return clips[torch.arange(len(clips), device=which.device), which]
