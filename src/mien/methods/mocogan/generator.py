"""MoCoGAN's generator: a content code from the portrait, motion codes from a GRU, a decoder."""

from itertools import pairwise

import torch
from torch import Tensor, nn

from mien.methods.mocogan.config import MocoganConfig
from mien.tensors import Codes, Parts, Pictures, Vectors

SLOPE = 0.2

START = 4
"""Side of the decoder's first maps in pixels."""


class ContentEncoder(nn.Module):
    """Stands where the paper draws z_C: the content code of a portrait, and the first motion code.

    Convolutions mirror the decoder's; there is no way from portrait to frame but through the code.
    """

    def __init__(self, config: MocoganConfig) -> None:
        super().__init__()
        self._split = [config.content, config.motion]
        widths = (3, *reversed(config.widths))
        self.layers = nn.Sequential(
            *[_halving(*pair, normalised=level > 0) for level, pair in enumerate(pairwise(widths))]
        )
        self.code = nn.Conv2d(config.widths[0], sum(self._split), START)

    def forward(self, portrait: Pictures) -> tuple[Vectors, Vectors]:
        """z_C and h_0: (clips, content) and (clips, motion)."""
        code = self.code(self.layers(portrait)).flatten(1)
        content, motion = code.split(self._split, dim=1)
        return content, torch.tanh(motion)


class MotionModel(nn.Module):
    """R_M, one GRU cell: each motion code follows from the one before and from fresh noise."""

    def __init__(self, config: MocoganConfig) -> None:
        super().__init__()
        self.cell = nn.GRUCell(len(config.expressions) + config.motion, config.motion)

    def forward(self, start: Vectors, category: Vectors, noise: Codes) -> Codes:
        """The path of motion codes, (clips, frames, motion).

        Args:
            start: h_0.
            category: z_A, shares of the expressions; the same at every frame.
            noise: (clips, frames, motion), N(0, 1).
        """
        codes = [start]
        for fresh in noise.unbind(dim=1):
            codes.append(self.cell(torch.cat([category, fresh], dim=1), codes[-1]))
        return torch.stack(codes[1:], dim=1)


class FrameDecoder(nn.Module):
    """G_I: a frame from its content code and its motion code, each frame by itself."""

    def __init__(self, config: MocoganConfig) -> None:
        super().__init__()
        first = nn.ConvTranspose2d(config.content + config.motion, config.widths[0], START)
        self.layers = nn.Sequential(
            *_normalised(first), *[part for pair in pairwise(config.widths) for part in _up(*pair)]
        )
        self.last = nn.ConvTranspose2d(config.widths[-1], 3, 4, stride=2, padding=1)

    def forward(self, codes: Vectors) -> Parts:
        """Frames in [-1, 1] from (frames, content + motion)."""
        frames: Tensor = torch.tanh(self.last(self.layers(codes[..., None, None])))
        return frames


class MocoganGenerator(nn.Module):
    """The three parts; what is learnt of a clip is that its content does not change."""

    def __init__(self, config: MocoganConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = ContentEncoder(config)
        self.motion = MotionModel(config)
        self.decoder = FrameDecoder(config)

    def codes(self, portrait: Pictures, category: Vectors, noise: Codes) -> Codes:
        """Of every frame [z_C, z_M], (clips, frames, content + motion).

        Args:
            portrait: (clips, 3, height, width).
            category: (clips, expressions).
            noise: (clips, frames, motion).
        """
        content, start = self.encoder(portrait)
        motion = self.motion(start, category, noise)
        constant = content[:, None].expand(-1, noise.shape[1], -1)
        return torch.cat([constant, motion], dim=2)

    def forward(self, portrait: Pictures, category: Vectors, noise: Codes) -> Pictures:
        """Whole clips, (clips, frames, 3, height, width)."""
        codes = self.codes(portrait, category, noise)
        clips: Tensor = self.decoder(codes.flatten(0, 1)).unflatten(0, codes.shape[:2])
        return clips


def _halving(before: int, after: int, *, normalised: bool) -> nn.Module:
    convolution = nn.Conv2d(before, after, 4, stride=2, padding=1, bias=not normalised)
    norm = [nn.BatchNorm2d(after)] if normalised else []
    return nn.Sequential(convolution, *norm, nn.LeakyReLU(SLOPE))


def _up(before: int, after: int) -> list[nn.Module]:
    return _normalised(nn.ConvTranspose2d(before, after, 4, stride=2, padding=1))


def _normalised(convolution: nn.ConvTranspose2d) -> list[nn.Module]:
    return [convolution, nn.BatchNorm2d(convolution.out_channels), nn.ReLU()]
