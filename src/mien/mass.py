"""Where maps have their mass: positions that a network can learn."""

import torch
from torch import Tensor


def mean_position(maps: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Mean position of each map's mass under its softmax, (frames, maps, 2).

    Args:
        maps: (frames, maps, height, width) logits.
        x: where each column is, (width,).
        y: where each row is, (height,).
    """
    mass = maps.float().flatten(2).softmax(dim=-1).unflatten(2, maps.shape[2:])
    across, down = mass.sum(dim=2) * x, mass.sum(dim=3) * y
    return torch.stack([across.sum(dim=-1), down.sum(dim=-1)], dim=-1)
