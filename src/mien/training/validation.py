"""How well held-out people are drawn while a run goes on, against the unchanged portrait."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mien.errors import MienError
from mien.methods.pixels import picture_of
from mien.metrics.shift_tolerant import LEAST, ShiftTolerant
from mien.models.mouth import CROP, crop, ellipse, mouth_centre
from mien.protocols import Trainee
from mien.tensors import Batch, Pictures

Measure = Callable[[Pictures, Batch], Tensor]
"""A distance of pictures from a batch's true frames, (frames,)."""


@torch.no_grad()
def validate(
    trainee: Trainee,
    batches: Iterable[Batch],
    expressions: Sequence[str],
    device: torch.device,
    network: ShiftTolerant | None = None,
) -> dict[str, float]:
    """Distances to the true frames, as shares of the portrait's own distances to them.

    Args:
        trainee: draws.
        batches: of people that it does not learn from.
        expressions: by the batches' indices.
        device: where to compute.
        network: measures ST-LPIPS beside the L1 distance, of frames that are large enough.

    Returns:
        For each expression the share of L1 over the whole frame; `mouth`, the share near the mouth;
        with a network `st_lpips` and `mouth_st_lpips` likewise; and `score`, what the best
        checkpoint is chosen by: the mean of the expressions' and of all other shares. Where the
        portrait is the truth already, as the mouth of a wink may be, there is no share to have.

    Raises:
        MienError: nothing moves in any true frame.
    """
    distances, names = _distances(trainee, batches, device, network)
    means = {place: np.mean(rows, axis=0) for place, rows in distances.items()}
    shares = _shares({expressions[place]: mean[:2] for place, mean in means.items()})
    if not shares:
        raise MienError(
            "Nothing moves in the clips of people held out: every frame is the portrait. "
            "Give them clips that show the expressions, or leave those people out."
        )
    sums = np.sum([*means.values()], axis=0).reshape(-1, 2)
    regions = _shares(dict(zip(names, sums, strict=True)))
    del regions["frame"]
    score = float(np.mean([np.mean([*shares.values()]), *regions.values()]))
    return shares | regions | {"score": score}


def _distances(
    trainee: Trainee,
    batches: Iterable[Batch],
    device: torch.device,
    network: ShiftTolerant | None,
) -> tuple[dict[int, list[list[float]]], list[str]]:
    """A row for every frame, by expression: each measure's of the drawn one and of the portrait."""
    measures: dict[str, Measure] = {"frame": _frame, "mouth": _mouth}
    rows: dict[int, list[list[float]]] = {}
    for batch in batches:
        there = batch.to(device)
        if network is not None and round(CROP * there.frame.shape[-1]) >= LEAST:
            measures |= _perceptual(network)
        drawn = trainee.draw(there)
        columns = [
            measure(pictures, there)
            for measure in measures.values()
            for pictures in (drawn, there.origin)
        ]
        shown = there.expression.repeat_interleave(there.frame.shape[1]).tolist()
        for expression, row in zip(shown, torch.stack(columns, dim=1).tolist(), strict=True):
            rows.setdefault(expression, []).append(row)
    return rows, list(measures)


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


def _shares(distances: Mapping[str, NDArray[np.float64]]) -> dict[str, float]:
    """The drawn frames' distance by that of the portrait, where there is any."""
    return {name: float(drawn / still) for name, (drawn, still) in distances.items() if still}


def _frame(pictures: Pictures, batch: Batch) -> Tensor:
    return (pictures - batch.truth).abs().mean(dim=(1, 2, 3))


def _mouth(pictures: Pictures, batch: Batch) -> Tensor:
    mask = ellipse(batch.landmarks.flatten(0, 1), batch.frame.shape[-1])
    error = ((pictures - batch.truth).abs() * mask).sum(dim=(1, 2, 3))
    return error / (3 * mask.sum(dim=(1, 2, 3)))


def _perceptual(network: ShiftTolerant) -> dict[str, Measure]:
    """ST-LPIPS of the whole frame, and of a square round the mouth."""

    def frame(pictures: Pictures, batch: Batch) -> Tensor:
        return network.distance(network(pictures), network(batch.truth))

    def mouth(pictures: Pictures, batch: Batch) -> Tensor:
        centres = mouth_centre(batch.landmarks.flatten(0, 1))
        return network.distance(
            network(crop(pictures, centres)), network(crop(batch.truth, centres))
        )

    return {"st_lpips": frame, "mouth_st_lpips": mouth}
