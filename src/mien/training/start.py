"""A run put together from a recipe, a clip set and a machine."""

import hashlib
from pathlib import Path

import torch

from mien.clips import ClipSet
from mien.clips.clipset import HEAD
from mien.config import Recipe
from mien.methods.residual.trainee import ResidualTrainee
from mien.training.device import Precision, find_place
from mien.training.loop import Loop
from mien.training.run import Run


def start(
    recipe: Recipe,
    clips: Path,
    folder: Path,
    *,
    device: str = "auto",
    precision: Precision = "auto",
    threads: int | None = None,
) -> Loop:
    """A loop that is ready to train, or to go on.

    Args:
        recipe: what to do.
        clips: folder of the clip set.
        folder: of the run.
        device: name for PyTorch, or `auto`.
        precision: of the networks' arithmetic.
        threads: of the processor; None leaves it to PyTorch.

    Raises:
        MienError: no clip set, no such device, or a folder that holds another run.
    """
    if threads is not None:
        torch.set_num_threads(threads)
    place = find_place(device, precision)
    clipset = ClipSet.read(clips)
    run = Run(folder)
    if place.rank == 0:
        run.begin(recipe, _identity(clipset))
    torch.manual_seed(recipe.seed)
    trainee = ResidualTrainee(
        recipe.method,
        device=place.device,
        precision=place.precision,
        distributed=place.processes > 1,
    )
    return Loop(trainee, recipe, clipset, run, place)


def _identity(clipset: ClipSet) -> dict[str, object]:
    """What tells one clip set from another, without naming folders."""
    head = (clipset.folder / HEAD).read_bytes()
    return {"clips": len(clipset.clips), "sha256": hashlib.sha256(head).hexdigest()}
