"""A trained GANimation as an animator."""

import numpy as np
import torch
from numpy.typing import NDArray

from mien.methods.counting import parameters_of
from mien.methods.ganimation.networks import GanimationGenerator
from mien.methods.ganimation.units import peaks
from mien.methods.pixels import picture_of, tensor_of
from mien.types import Picture

TOGETHER = 4
"""Frames that are drawn at a time."""


class GanimationAnimator:
    """Draws each row of degrees as the sum of its expressions' action units, none beyond 1.

    Args:
        generator: trained.
    """

    def __init__(self, generator: GanimationGenerator) -> None:
        self._generator = generator.eval()
        self.expressions = generator.config.expressions
        self.parameters = parameters_of(generator)
        self._peaks = peaks(self.expressions)

    def condition(self, degrees: NDArray[np.float32]) -> NDArray[np.float32]:
        """Action units of rows of degrees: (frames, units) in [0, 1].

        Args:
            degrees: (frames, expressions) in [0, 1].
        """
        return np.clip(degrees @ self._peaks, 0, 1)

    @torch.inference_mode()
    def frames(self, portrait: Picture, degrees: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Draw a portrait that is framed already; it is drawn anew at degree 0, too.

        Args:
            portrait: (size, size, 3).
            degrees: (frames, expressions) in [0, 1].

        Returns:
            (frames, size, size, 3).
        """
        device = next(self._generator.parameters()).device
        seen = tensor_of(portrait, device)
        conditions = torch.from_numpy(self.condition(degrees)).to(device)
        drawn = [
            picture_of(self._generator(seen.expand(len(rows), -1, -1, -1), rows).frame)
            for rows in conditions.split(TOGETHER)
        ]
        return np.concatenate(drawn)
