"""ConvLSTM's encoding and forecasting networks, with a U-Net around them.

The encoding half reads the portrait once; its cells' states are copied to the forecasting half
(Shi et al. 2015, Section 3.2), which runs a step for each frame without seeing what it drew. A
U-Net's skips lead from every level of the encoder to the same level of the decoder: at the coarse
levels into the forecasting cells, at the fine ones into convolutions.
"""

from itertools import pairwise

import torch
from torch import nn
from torch.nn.functional import leaky_relu

from mien.methods.convlstm.cell import ConvLstmCell, State
from mien.methods.convlstm.config import ConvLstmConfig
from mien.methods.layers import SLOPE, awakened, doubled, silenced
from mien.tensors import FeatureMap, Pictures, Sequences


class ConvLstmNetwork(nn.Module):
    """One frame in, a sequence out.

    Args:
        config: of the method.
    """

    def __init__(self, config: ConvLstmConfig) -> None:
        super().__init__()
        widths, kernel = config.widths, config.kernel
        self.frames = config.frames
        self.additive = config.additive
        self.fine = len(widths) - config.cells
        coarse = widths[self.fine :]
        self.first = nn.Conv2d(3, widths[0], 3, padding=1)
        self.halvings = nn.ModuleList(
            nn.Conv2d(before, after, 4, stride=2, padding=1) for before, after in pairwise(widths)
        )
        self.readers = nn.ModuleList(ConvLstmCell(width, width, kernel) for width in coarse)
        above = (*coarse[1:], 0)
        self.writers = nn.ModuleList(
            ConvLstmCell(width + coarser, width, kernel)
            for width, coarser in zip(coarse, above, strict=True)
        )
        self.doublings = nn.ModuleList(
            nn.Conv2d(widths[level] + widths[level + 1], widths[level], 3, padding=1)
            for level in range(self.fine)
        )
        for layers in (self.first, self.halvings, self.doublings):
            awakened(layers)
        self.last = nn.Conv2d(widths[0], 3, 3, padding=1)
        if config.additive:
            silenced(self.last)

    def forward(self, portrait: Pictures) -> Sequences:
        """Draw a sequence.

        Args:
            portrait: (clips, 3, height, width), whose sides the halvings divide.

        Returns:
            (clips, frames, 3, height, width).
        """
        skips, states = self.encode(portrait)
        hidden = []
        for _ in range(self.frames):
            states = self.forecast(skips[self.fine :], states)
            hidden.append(states[0].hidden)
        current = torch.stack(hidden, dim=1).flatten(0, 1)
        for level in reversed(range(self.fine)):
            skip = skips[level].repeat_interleave(self.frames, dim=0)
            joined = torch.cat([doubled(current), skip], dim=1)
            current = leaky_relu(self.doublings[level](joined), SLOPE)
        drawn = self.last(current).unflatten(0, (-1, self.frames))
        return portrait[:, None] + drawn if self.additive else torch.tanh(drawn)

    def encode(self, portrait: Pictures) -> tuple[list[FeatureMap], list[State]]:
        """Features of every level, the finest first, and the states of the coarse ones."""
        current = leaky_relu(self.first(portrait), SLOPE)
        skips, states = [current], []
        for level, halving in enumerate(self.halvings, 1):
            current = leaky_relu(halving(current), SLOPE)
            if level >= self.fine:
                states.append(self.readers[level - self.fine](current))
                current = states[-1].hidden
            skips.append(current)
        return skips, states

    def forecast(self, skips: list[FeatureMap], states: list[State]) -> list[State]:
        """States a step later; each cell is shown its skip and the coarser cell's new H.

        Args:
            skips: features of the levels that hold cells, the finest first.
            states: of these cells.
        """
        later: list[State] = []
        for writer, skip, state in reversed(list(zip(self.writers, skips, states, strict=True))):
            shown = torch.cat([skip, doubled(later[0].hidden)], dim=1) if later else skip
            later.insert(0, writer(shown, state))
        return later
