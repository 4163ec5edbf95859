"""An animator that draws a whole sequence and answers degrees with its frames."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from mien.errors import MienError
from mien.methods.counting import parameters_of
from mien.methods.pixels import picture_of
from mien.methods.sequence import OwnDegrees, nearest
from mien.methods.sequence_trainee import SequenceTrainee
from mien.tensors import Sequence
from mien.types import Picture

Draw: TypeAlias = Callable[[nn.Module, Picture], Sequence]
"""From an expression's networks and a portrait to its sequence, (frames, 3, size, size)."""


def resumed(trainee: SequenceTrainee, state: Mapping[str, Any], draw: Draw) -> "SequenceAnimator":
    """An animator with the networks of a checkpoint.

    Args:
        trainee: new, on the device where it shall draw.
        state: the checkpoint.
        draw: an expression's sequence of a portrait, out of that expression's networks.
    """
    trainee.resume(state)
    networks = trainee.networks.eval()
    return SequenceAnimator(
        trainee.expressions,
        trainee.own,
        lambda portrait, expression: draw(networks[expression], portrait),
        parameters_of(networks),
    )


class SequenceAnimator:
    """Draw each expression's frames once, and show those whose own degrees are nearest.

    Args:
        expressions: that it knows.
        own: degrees of the frames.
        draw: the sequence of a portrait in an expression, (frames, 3, size, size).
        parameters: how many numbers its networks have learnt.
    """

    def __init__(
        self,
        expressions: tuple[str, ...],
        own: OwnDegrees,
        draw: Callable[[Picture, str], Sequence],
        parameters: int,
    ) -> None:
        self.expressions = expressions
        self._own = own
        self._draw = draw
        self.parameters = parameters

    @torch.inference_mode()
    def frames(self, portrait: Picture, degrees: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Draw a portrait that is framed already.

        Args:
            portrait: (size, size, 3).
            degrees: (frames, expressions) in [0, 1], each row with one expression at most.

        Returns:
            (frames, size, size, 3); where every degree is 0, the portrait.

        Raises:
            MienError: a row mixes expressions: the networks of two share nothing.
        """
        mixed = np.flatnonzero((degrees > 0).sum(axis=1) > 1)
        if len(mixed):
            names = [self.expressions[at] for at in np.flatnonzero(degrees[mixed[0]])]
            raise MienError(
                f"Frame {mixed[0]} mixes {' and '.join(names)}: this method has a model for each "
                "expression and cannot mix them. Ask for one at a time."
            )
        drawn = np.repeat(portrait[None], len(degrees), axis=0)
        for column in np.flatnonzero((degrees > 0).any(axis=0)):
            own = self._own.of(int(column)).cpu()
            wanted = nearest(torch.from_numpy(degrees[:, column]).float(), own).numpy()
            sequence = picture_of(self._draw(portrait, self.expressions[column]))
            shown = wanted > 0
            drawn[shown] = sequence[wanted[shown] - 1]
        return drawn
