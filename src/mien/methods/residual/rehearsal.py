"""Learn on without forgetting: what the network drew before is a part of every batch."""

from collections.abc import Callable
from dataclasses import fields, replace

import torch

from mien.tensors import Batch, Expression, Pictures


class Rehearsal:
    """Adds to a batch as many clips again, as the first network draws them.

    They show the batch's own faces, with expressions that the network knew before, at degrees
    drawn by chance.

    Args:
        first: draws the frames of a batch, as nothing that was learnt since would.
        known: indices of the expressions that it knows.
    """

    def __init__(self, first: Callable[[Batch], Pictures], known: Expression) -> None:
        self.first = first
        self.known = known

    def extended(self, batch: Batch) -> Batch:
        """A batch, and behind it the clips that are rehearsed."""
        clips, count = batch.degree.shape
        chosen = torch.randint(len(self.known), (clips,), device=batch.degree.device)
        asked = replace(
            batch,
            landmarks=batch.portrait_landmarks[:, None].repeat_interleave(count, dim=1),
            degree=torch.rand_like(batch.degree),
            expression=self.known[chosen],
        )
        with torch.no_grad():
            asked = replace(asked, frame=self.first(asked).unflatten(0, (clips, count)))
        names = [item.name for item in fields(Batch)]
        return Batch(
            **{name: torch.cat([getattr(batch, name), getattr(asked, name)]) for name in names}
        )
