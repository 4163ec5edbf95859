"""The three networks of one expression."""

from torch import nn

from mien.methods.hierarchical.config import HierarchicalConfig
from mien.methods.hierarchical.image_network import ImageNetwork
from mien.methods.hierarchical.judge import Judge
from mien.methods.hierarchical.landmark_lstm import (
    LandmarkLstm,
    to_fractions,
    to_pixels,
)
from mien.tensors import Futures, Landmarks, Pictures, Sequences


class HierarchicalNetworks(nn.Module):
    """What predicts landmarks, what draws them, and what judges the drawing.

    Args:
        config: of the method.
    """

    def __init__(self, config: HierarchicalConfig) -> None:
        super().__init__()
        self.landmarks = LandmarkLstm(config)
        self.image = ImageNetwork(config)
        self.judge = Judge(config.judge_width, config.spread)

    def predicted(self, landmarks: Landmarks, size: int) -> Futures:
        """Landmarks of the sequence.

        Args:
            landmarks: of portraits, (clips, 68, 2) in pixels.
            size: side of the portraits.

        Returns:
            (clips, frames, 68, 2) in pixels.
        """
        futures: Futures = to_pixels(self.landmarks(to_fractions(landmarks, size)), size)
        return futures

    def forward(self, portrait: Pictures, landmarks: Landmarks) -> Sequences:
        """Draw the sequence of portraits from their landmarks alone, as at test time."""
        futures = self.predicted(landmarks, portrait.shape[-1])
        drawn: Sequences = self.image(portrait, landmarks, futures)
        return drawn
