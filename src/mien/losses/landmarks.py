"""Landmark prediction (the paper's L_k)."""

import torch
from torch import Tensor

from mien.mass import mean_position
from mien.tensors import FeatureMap, Landmarks, Scalar


def positions(maps: FeatureMap, size: int) -> Landmarks:
    """Where each map has its mass: the mean position under its softmax, in pixels of the frame.

    Args:
        maps: (frames, 68, height, width) logits.
        size: side of the frame in pixels, of which the maps may be a fraction.
    """
    height, width = maps.shape[2:]
    return mean_position(maps, _centres(width, size, maps), _centres(height, size, maps))


def landmark_error(predicted: Landmarks, true: Landmarks, size: int) -> Scalar:
    """L2 norm of the difference of all coordinates of a frame, averaged over frames.

    Args:
        predicted: in pixels.
        true: in pixels.
        size: side of the frame in pixels; the norm is given as a fraction of it.
    """
    difference = (predicted - true).flatten(-2) / size
    return torch.linalg.vector_norm(difference, dim=-1).mean()


def _centres(count: int, size: int, like: Tensor) -> Tensor:
    """Centres of so many equal parts of the frame's side, in pixels."""
    parts = torch.arange(count, device=like.device, dtype=torch.float32)
    return (parts + 0.5) * size / count - 0.5
