"""The upper half of the hierarchy: how landmarks will move (Villegas et al. 2017, Section 3.1)."""

import torch
from torch import nn

from mien.methods.hierarchical.config import HierarchicalConfig
from mien.methods.layers import silenced
from mien.tensors import Futures, Landmarks

COORDINATES = 136


class LandmarkLstm(nn.Module):
    """The portrait's landmarks in, those of every frame of the sequence out.

    The LSTM sees the landmarks at its first step, and zeros while it predicts: it does not see
    what it said before.

    Args:
        config: of the method.
    """

    def __init__(self, config: HierarchicalConfig) -> None:
        super().__init__()
        self.frames = config.frames
        self.additive = config.additive
        self.look = nn.Linear(COORDINATES, config.features)
        self.lstm = nn.LSTM(config.features, config.hidden, batch_first=True)
        self.tell = nn.Linear(config.hidden, COORDINATES)
        if config.additive:
            silenced(self.tell)

    def forward(self, seen: Landmarks) -> Futures:
        """Predict.

        Args:
            seen: the portrait's, (clips, 68, 2), as fractions: -1 and 1 are the frame's borders.

        Returns:
            (clips, frames, 68, 2), in the same fractions.
        """
        shown = torch.relu(self.look(seen.flatten(1)))
        inputs = torch.cat(
            [shown[:, None], shown.new_zeros(len(shown), self.frames, len(shown[0]))], 1
        )
        states, _ = self.lstm(inputs)
        told = torch.tanh(self.tell(states[:, 1:])).unflatten(2, (68, 2))
        return seen[:, None] + told if self.additive else told


def to_fractions(landmarks: Landmarks, size: int) -> Landmarks:
    """Pixels of a frame to fractions: -1 and 1 are its borders."""
    return (landmarks + 0.5) * (2 / size) - 1


def to_pixels(fractions: Landmarks, size: int) -> Landmarks:
    """The way back from `to_fractions`."""
    return (fractions + 1) * (size / 2) - 0.5
