"""The lower half of the hierarchy: the portrait, its landmarks moved.

Villegas et al. (2017, Section 3.2) add the difference of two codes of landmarks to the picture's
code. Fan et al. put a U-Net in its place: here one that is shown the difference of the heatmaps.
"""

import torch
from torch import nn
from torch.nn.functional import leaky_relu

from mien.methods.hierarchical.config import HierarchicalConfig
from mien.methods.hierarchical.heatmaps import heatmaps
from mien.methods.layers import SLOPE, awakened, doubled, silenced
from mien.tensors import FeatureMap, Futures, Landmarks, Pictures, Sequences

LANDMARKS = 68


class ImageNetwork(nn.Module):
    """A U-Net from a portrait and a change of its landmarks to a frame.

    Of the landmarks it sees the change alone: where they lie in the portrait, the portrait shows.

    Args:
        config: of the method.
    """

    def __init__(self, config: HierarchicalConfig) -> None:
        super().__init__()
        self.config = config
        # Channels that a level hands down and across; the maps join those of one level.
        given = [
            width + (LANDMARKS if level == config.enters else 0)
            for level, width in enumerate(config.widths)
        ]
        self.first = nn.Conv2d(3, config.widths[0], 3, padding=1)
        self.halvings = nn.ModuleList(
            nn.Conv2d(before, after, 4, stride=2, padding=1)
            for before, after in zip(given[:-1], config.widths[1:], strict=True)
        )
        below = (*config.widths[1:-1], given[-1])
        self.doublings = nn.ModuleList(
            nn.Conv2d(skip + coarser, width, 3, padding=1)
            for skip, coarser, width in zip(given[:-1], below, config.widths[:-1], strict=True)
        )
        awakened(self)
        self.last = nn.Conv2d(config.widths[0], 3, 3, padding=1)
        if config.additive:
            silenced(self.last)

    def forward(self, portrait: Pictures, before: Landmarks, after: Futures) -> Sequences:
        """Draw frames.

        Args:
            portrait: (clips, 3, size, size).
            before: landmarks of the portraits in pixels, (clips, 68, 2).
            after: landmarks of the frames in pixels, (clips, frames, 68, 2).

        Returns:
            (clips, frames, 3, size, size).
        """
        frames = after.shape[1]
        *skips, current = self._encoded(portrait, self._change(portrait.shape[-1], before, after))
        for level in reversed(range(len(skips))):
            skip = _each(skips[level], frames) if level < self.config.enters else skips[level]
            joined = torch.cat([doubled(current), skip], dim=1)
            current = leaky_relu(self.doublings[level](joined), SLOPE)
        drawn = self.last(current).unflatten(0, (-1, frames))
        return portrait[:, None] + drawn if self.config.additive else torch.tanh(drawn)

    def _encoded(self, portrait: Pictures, change: FeatureMap) -> list[FeatureMap]:
        """Features of every level, the finest first; from the one that maps enter a frame each."""
        features: list[FeatureMap] = []
        for level, layer in enumerate((self.first, *self.halvings)):
            current = leaky_relu(layer(features[-1] if features else portrait), SLOPE)
            if level == self.config.enters:
                current = torch.cat([_each(current, len(change) // len(portrait)), change], dim=1)
            features.append(current)
        return features

    def _change(self, size: int, before: Landmarks, after: Futures) -> FeatureMap:
        """Heatmaps after less those before, at the size of the level that they enter."""
        side = size // 2**self.config.enters
        was, will = (heatmaps(points, size, side, self.config.spread) for points in (before, after))
        return (will - was[:, None]).flatten(0, 1)


def _each(maps: FeatureMap, frames: int) -> FeatureMap:
    """A clip's maps for each of its frames."""
    return maps.repeat_interleave(frames, dim=0)
