"""MoCoGAN's discriminators: one sees single frames, the other clips."""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d

from mien.methods.mocogan.config import MocoganConfig
from mien.tensors import Clips, Logits, Parts, Vectors

SLOPE = 0.2
KERNEL = 4


class ImageDiscriminator(nn.Module):
    """D_I: whether patches of a frame are true."""

    def __init__(self, config: MocoganConfig) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for level, (before, after) in enumerate(pairwise((3, *config.image_widths))):
            layers += [
                nn.Conv2d(before, after, KERNEL, stride=2, padding=1),
                *([nn.BatchNorm2d(after)] if level else []),
                nn.LeakyReLU(SLOPE),
            ]
        last = nn.Conv2d(config.image_widths[-1], 1, KERNEL, stride=2, padding=1)
        self.net = nn.Sequential(*layers, last)

    def forward(self, frames: Parts) -> Logits:
        """One logit a patch; positive means true."""
        logits: Logits = self.net(frames).float()
        return logits


@dataclass(frozen=True)
class Judgement:
    """What the video discriminator says of clips.

    Attributes:
        logits: whether patches of space and time are true, those of all times one after the other.
        category: logits of each clip's expression, (clips, expressions).
    """

    logits: Logits
    category: Vectors


class VideoDiscriminator(nn.Module):
    """D_V, and Q on the same features: whether a clip moves as true ones do, and what it shows.

    Convolutions over space and time, 4 x 4 x 4, of which those in space halve. In time they are
    padded, for 10 frames are too few for four unpadded ones.
    """

    def __init__(self, config: MocoganConfig) -> None:
        super().__init__()
        self._size = config.video_size
        layers: list[nn.Module] = []
        for level, (before, after) in enumerate(pairwise((3, *config.video_widths))):
            layers += [
                nn.Conv3d(before, after, KERNEL, stride=(1, 2, 2), padding=1),
                *([nn.BatchNorm3d(after)] if level else []),
                nn.LeakyReLU(SLOPE),
            ]
        count = 1 + len(config.expressions)
        last = nn.Conv3d(config.video_widths[-1], count, KERNEL, stride=(1, 2, 2), padding=1)
        self.net = nn.Sequential(*layers, last)

    def forward(self, clips: Clips) -> Judgement:
        """Judge clips of (clips, frames, 3, height, width)."""
        small = adaptive_avg_pool2d(clips.flatten(0, 1), self._size).unflatten(0, clips.shape[:2])
        judged: Tensor = self.net(small.transpose(1, 2)).float()
        logits, category = torch.split(judged, [1, judged.shape[1] - 1], dim=1)
        return Judgement(logits.transpose(1, 2).flatten(0, 1), category.mean(dim=(2, 3, 4)))
