"""A trained MoCoGAN as an animator."""

import numpy as np
import torch
from numpy.typing import NDArray

from mien.methods.counting import parameters_of
from mien.methods.mocogan.drawing import draw
from mien.methods.mocogan.generator import MocoganGenerator
from mien.methods.pixels import picture_of, tensor_of
from mien.types import Picture


class MocoganAnimator:
    """Answers each row of degrees with the nearest frame of one generated clip.

    Args:
        generator: trained.
    """

    def __init__(self, generator: MocoganGenerator) -> None:
        self._generator = generator.eval()
        self.expressions = generator.config.expressions
        self.parameters = parameters_of(generator)

    @torch.inference_mode()
    def frames(self, portrait: Picture, degrees: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Draw a portrait that is framed already.

        A row's greatest degree chooses the frame, its shares are the category: a mixture is a clip
        of a category in between.

        Args:
            portrait: (size, size, 3).
            degrees: (frames, expressions) in [0, 1].

        Returns:
            (frames, size, size, 3).
        """
        device = next(self._generator.parameters()).device
        rows = torch.from_numpy(degrees).float().to(device)
        shares = rows / rows.sum(dim=1, keepdim=True).clamp(min=1e-6)
        highest = rows.amax(dim=1)[None]
        return picture_of(draw(self._generator, tensor_of(portrait, device), shares, highest))
