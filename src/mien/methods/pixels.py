"""Pictures of 8 bits, as they are on disk, and as networks see them."""

import numpy as np
import torch
from numpy.typing import NDArray

from mien.tensors import Pictures
from mien.types import Picture


def tensor_of(portrait: Picture, device: torch.device) -> Pictures:
    """A picture as a batch of one, (1, 3, height, width) in [-1, 1]."""
    return torch.tensor(portrait).to(device).movedim(-1, 0)[None].float() / 127.5 - 1


def picture_of(frames: Pictures) -> NDArray[np.uint8]:
    """Frames in [-1, 1], rounded to (frames, height, width, 3)."""
    scaled = ((frames.float().clamp(-1, 1) + 1) * 127.5).round().byte()
    return scaled.movedim(-3, -1).cpu().numpy()
