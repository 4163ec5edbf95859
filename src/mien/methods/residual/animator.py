"""A trained generator as an animator, in PyTorch: what evaluation draws with before an export."""

import numpy as np
import torch
from numpy.typing import NDArray

from mien.methods.counting import parameters_of
from mien.methods.pixels import picture_of, tensor_of
from mien.models.composition import Emitted, compose
from mien.models.generator import Generator
from mien.tensors import Pictures
from mien.types import Picture

TOGETHER = 4
"""Frames that are decoded at a time."""


class ResidualAnimator:
    """Encode a portrait once, decode it at every row of degrees.

    Args:
        generator: trained; it draws with the statistics that it has learnt.
    """

    def __init__(self, generator: Generator) -> None:
        self._generator = generator.eval()
        self.expressions = generator.config.expressions
        self.parameters = parameters_of(generator)

    @torch.inference_mode()
    def frames(self, portrait: Picture, degrees: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Draw a portrait that is framed already.

        Args:
            portrait: (size, size, 3).
            degrees: (frames, expressions) in [0, 1].

        Returns:
            (frames, size, size, 3).
        """
        generator = self._generator
        device = next(generator.parameters()).device
        seen = tensor_of(portrait, device)
        features = generator.encode(seen)
        neutral = generator.decode(features.base)
        drawn = []
        for rows in torch.from_numpy(degrees).float().to(device).split(TOGETHER):
            emitted = generator.decode(generator.mixed(features, rows))
            drawn.append(picture_of(_frames(seen, emitted, neutral, len(rows))))
        return np.concatenate(drawn)


def _frames(seen: Pictures, emitted: Emitted, neutral: Emitted, count: int) -> Pictures:
    if emitted.frame is not None:
        return emitted.frame
    portraits = seen.expand(count, -1, -1, -1)
    return compose(portraits, emitted, neutral.repeat_interleave(count)).frame
