"""Landmarks as pictures (Villegas et al. 2017, Section 3.2)."""

import torch

from mien.tensors import Heatmaps, Landmarks


def heatmaps(landmarks: Landmarks, size: int, side: int, spread: float) -> Heatmaps:
    """A Gaussian of height 1 round each landmark.

    Args:
        landmarks: (..., 68, 2) in pixels of a frame.
        size: side of the frame in pixels.
        side: of the maps.
        spread: standard deviation, as a fraction of the frame's side.
    """
    scale = size / side
    pixels = torch.arange(side, device=landmarks.device, dtype=torch.float32)
    centres = (pixels + 0.5) * scale - 0.5
    along = torch.exp(-0.5 * ((centres - landmarks[..., None]) / (spread * size)).square())
    columns, rows = along.unbind(dim=-2)
    return rows[..., :, None] * columns[..., None, :]
