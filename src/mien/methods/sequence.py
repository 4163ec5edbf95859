"""Clips of a fixed number of frames: which of them stands for which degree.

A method that draws a sequence cannot be asked for a degree, only for a frame. Each frame is given
the mean degree of the true frames that it was taught with; a degree is answered by the frame whose
own degree is nearest, and by the portrait where 0 is nearer than any of them.
"""

from collections.abc import Iterator
from dataclasses import fields

import torch
from torch import Tensor, nn

from mien.tensors import (
    Answers,
    AskedDegree,
    Batch,
    FeatureMap,
    OwnDegree,
    Pictures,
    Rows,
    Sequence,
    Sequences,
)


class OwnDegrees(nn.Module):
    """The degree of each frame of an expression's sequence: the mean over what was taught.

    Args:
        expressions: how many.
        frames: of a sequence.
    """

    def __init__(self, expressions: int, frames: int) -> None:
        super().__init__()
        self.total: Tensor
        self.clips: Tensor
        total = torch.zeros(expressions, frames, dtype=torch.float64)
        self.register_buffer("total", total)
        self.register_buffer("clips", torch.zeros(expressions, dtype=torch.int64))

    @torch.no_grad()
    def learn(self, batch: Batch) -> None:
        """Count the degrees of a batch's frames in, which are those of whole sequences."""
        assert batch.degree.shape[1] == self.total.shape[1], "the recipe's data must be whole"
        self.total.index_add_(0, batch.expression, batch.degree.double())
        self.clips.index_add_(0, batch.expression, torch.ones_like(batch.expression))

    def of(self, expression: int) -> OwnDegree:
        """Degrees of an expression's frames; evenly spread up to 1 before any was taught."""
        frames = self.total.shape[1]
        if not self.clips[expression]:
            return torch.arange(1, frames + 1, device=self.total.device) / frames
        return (self.total[expression] / self.clips[expression]).float()


def nearest(degrees: AskedDegree, own: OwnDegree) -> Answers:
    """For each degree 0, the portrait, or the number of a frame from 1; the weaker one if even."""
    held = torch.cat([own.new_zeros(1), own])
    return (degrees[:, None] - held).abs().argmin(dim=1)


def at_degrees(
    portrait: Pictures,
    sequence: Sequence,
    own: OwnDegree,
    degrees: AskedDegree,
) -> FeatureMap:
    """The frames of a sequence that stand for some degrees, of one portrait."""
    return torch.cat([portrait[None], sequence])[nearest(degrees, own)]


def batch_at_degrees(batch: Batch, sequences: Sequences, own: OwnDegrees) -> Pictures:
    """For each frame of a batch the drawn one that stands for its degree, clip after clip."""
    clips = zip(batch.portrait, sequences, batch.expression.tolist(), batch.degree, strict=True)
    return torch.cat(
        [
            at_degrees(portrait, sequence, own.of(expression), degrees)
            for portrait, sequence, expression, degrees in clips
        ]
    )


def by_expression(batch: Batch) -> Iterator[tuple[int, Rows, Batch]]:
    """Expressions of a batch, where their clips stand in it, and these clips alone."""
    for expression in batch.expression.unique().tolist():
        rows = (batch.expression == expression).nonzero().flatten()
        values = {item.name: getattr(batch, item.name)[rows] for item in fields(batch)}
        yield expression, rows, Batch(**values)
