"""The discriminator of pictures beside their landmarks (Villegas et al. 2017, Section 3.3)."""

from itertools import pairwise

import torch
from torch import nn
from torch.nn.functional import leaky_relu, softplus

from mien.methods.hierarchical.heatmaps import heatmaps
from mien.methods.layers import SLOPE
from mien.tensors import Landmarks, Logits, Pictures, Scalar

LANDMARKS = 68
JOINS = 4
"""How many times smaller than the frame the maps are where they join the picture's features."""


class Judge(nn.Module):
    """Scores how true a picture looks and whether its landmarks lie where it is told.

    Args:
        width: channels after the first of four halvings.
        spread: of the landmarks' heatmaps.
    """

    def __init__(self, width: int, spread: float) -> None:
        super().__init__()
        self.spread = spread
        widths = (3, width, 2 * width, 4 * width, 8 * width)
        self.halvings = nn.ModuleList(
            nn.Conv2d(before + (LANDMARKS if level == 2 else 0), after, 5, stride=2, padding=2)
            for level, (before, after) in enumerate(pairwise(widths))
        )
        self.last = nn.Conv2d(widths[-1], 1, 1)

    def forward(self, picture: Pictures, landmarks: Landmarks) -> Logits:
        """One logit for every patch of 16 pixels: positive means true, and of these landmarks.

        Args:
            picture: (frames, 3, size, size).
            landmarks: that it is said to show, in pixels.
        """
        size = picture.shape[-1]
        current = picture
        for level, halving in enumerate(self.halvings):
            if level == 2:
                maps = heatmaps(landmarks, size, size // JOINS, self.spread)
                current = torch.cat([current, maps], dim=1)
            current = leaky_relu(halving(current), SLOPE)
        logits: Logits = self.last(current)
        return logits


def judge_loss(true: Logits, drawn: Logits, mismatched: Logits) -> Scalar:
    """The discriminator's side: true pictures against drawn ones and against wrong landmarks."""
    return softplus(-true).mean() + 0.5 * softplus(drawn).mean() + 0.5 * softplus(mismatched).mean()
