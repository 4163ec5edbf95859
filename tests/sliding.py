"""Clips of 32 pixels in which a bright bar slides: to the right if happy, down if angry."""

import torch
from networks import face

from mien.tensors import Batch

SIZE = 32
WAY = 16
DEGREES = (0.25, 0.5, 0.75, 1.0)


def sliding() -> Batch:
    """One clip of each expression, of four frames, the same on every call."""
    frames = torch.stack([_clip(expression) for expression in (0, 1)])
    return Batch(
        portrait=frames[:, 0],
        seen=frames[:, 0],
        frame=frames[:, 1:],
        landmarks=face(2, len(DEGREES)),
        portrait_landmarks=face(2),
        degree=torch.tensor([DEGREES] * 2),
        expression=torch.tensor([0, 1]),
    )


def _clip(expression: int) -> torch.Tensor:
    frames = torch.full((1 + len(DEGREES), 3, SIZE, SIZE), -0.5)
    for index, degree in enumerate((0.0, *DEGREES)):
        start = 2 + round(WAY * degree)
        bar = frames[index].transpose(-1, -2) if expression == 0 else frames[index]
        bar[0 if expression else 1, start : start + 10] = 0.8
    return frames
