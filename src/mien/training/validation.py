"""How well held-out people are drawn while a run goes on, against the unchanged portrait."""

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mien.methods.pixels import picture_of
from mien.models.mouth import ellipse
from mien.protocols import Trainee
from mien.tensors import Batch


def validate(
    trainee: Trainee, batches: Iterable[Batch], expressions: Sequence[str], device: torch.device
) -> dict[str, float]:
    """L1 distance to the true frames, as a share of the portrait's own distance to them.

    Returns:
        For each expression the share over the whole frame; `mouth`, the share near the mouth;
        and `score`, the mean of all of these: what the best checkpoint is chosen by.
    """
    errors: dict[int, list[tuple[float, ...]]] = {}
    for batch in batches:
        there = batch.to(device)
        drawn = trainee.draw(there)
        mouth = ellipse(there.landmarks.flatten(0, 1), there.frame.shape[-1])
        columns = [
            _distance(picture, there.truth, mask)
            for mask in (torch.ones_like(mouth), mouth)
            for picture in (drawn, there.origin)
        ]
        shown = there.expression.repeat_interleave(there.frame.shape[1]).tolist()
        for expression, *row in zip(shown, *(column.tolist() for column in columns), strict=True):
            errors.setdefault(expression, []).append(tuple(row))
    means = {index: np.mean(rows, axis=0) for index, rows in errors.items()}
    shares = {expressions[index]: float(mean[0] / mean[1]) for index, mean in means.items()}
    _, _, mouth, still = np.sum([*means.values()], axis=0)
    mouth_share = float(mouth / still)
    score = (float(np.mean([*shares.values()])) + mouth_share) / 2
    return shares | {"mouth": mouth_share, "score": score}


def strips(trainee: Trainee, batches: Iterable[Batch], device: torch.device) -> NDArray[np.uint8]:
    """A picture of pairs of rows: the portrait and drawn frames, above the true ones."""
    rows = []
    for batch in batches:
        there = batch.to(device)
        drawn = trainee.draw(there).unflatten(0, there.frame.shape[:2])
        for portrait, frames, truths in zip(there.portrait, drawn, there.frame, strict=True):
            rows.append(torch.cat([portrait, *frames], dim=-1))
            rows.append(torch.cat([portrait, *truths], dim=-1))
    return picture_of(torch.cat(rows, dim=-2))


def _distance(picture: Tensor, truth: Tensor, mask: Tensor) -> Tensor:
    error = ((picture - truth).abs() * mask).sum(dim=(1, 2, 3))
    return error / (3 * mask.sum(dim=(1, 2, 3)))
