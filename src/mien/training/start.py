"""A run put together from a recipe, a clip set and a machine."""

import hashlib
import math
from dataclasses import replace
from pathlib import Path

import torch

from mien.bundle import default_bundle
from mien.clips import ClipSet
from mien.clips.clipset import HEAD
from mien.clips.fingerprint import fingerprint
from mien.clips.terms import terms_of
from mien.config import Recipe, ResidualConfig
from mien.errors import MienError
from mien.methods.method import Workplace
from mien.methods.registry import find_method
from mien.methods.residual.trainee import ResidualTrainee
from mien.protocols import Trainee
from mien.training.device import Place, Precision, find_place
from mien.training.loop import Loop
from mien.training.run import Run
from mien.training.warm_start import has_teeth, warm_start


def start(
    recipe: Recipe,
    clips: Path,
    folder: Path,
    *,
    device: str = "auto",
    precision: Precision = "auto",
    bundle: Path | None = None,
) -> Loop:
    """A loop that is ready to train, or to go on.

    Args:
        recipe: what to do.
        clips: folder of the clip set.
        folder: of the run.
        device: name for PyTorch, or `auto`.
        precision: of the networks' arithmetic.
        bundle: weights to start from; a run that is resumed has them already.

    Raises:
        MienError: no clip set, or one without clips of what is learnt; no such device; no bundle
            for a recipe that needs one, or one of another network; processes among which a batch
            cannot be shared evenly; or a folder that holds another run.
    """
    if recipe.needs_bundle and bundle is None:
        raise MienError(
            f"Recipe {recipe.name} goes on from a bundle: name that with --from, such as "
            f"--from {default_bundle()}."
        )
    if bundle is not None:
        recipe = _with_teeth_of(bundle, recipe)
    place = find_place(device, precision)
    _require_even_shares(recipe, place.processes)
    clipset = ClipSet.read(clips)
    clipset.require(recipe.places)
    trainee = _trainee(recipe, place, bundle)
    run = Run(folder)
    if place.rank == 0:
        run.begin(recipe, _identity(clipset), bundle)
    return Loop(trainee, recipe, clipset, run, place)


def _with_teeth_of(bundle: Path, recipe: Recipe) -> Recipe:
    """The recipe, for a network with teeth if the bundle's has them: it draws none without."""
    method = recipe.method
    if not isinstance(method, ResidualConfig) or method.network.output != "composed":
        return recipe
    network = replace(method.network, teeth=method.network.teeth or has_teeth(bundle))
    return replace(recipe, method=replace(method, network=network))


def _trainee(recipe: Recipe, place: Place, bundle: Path | None) -> Trainee:
    """The recipe's method, its weights drawn by chance or read from a bundle."""
    torch.manual_seed(recipe.seed)
    workplace = Workplace(
        device=place.device, precision=place.precision, distributed=place.processes > 1
    )
    trainee = find_method(recipe.method.method).trainee(recipe.method, workplace)
    if bundle is None:
        return trainee
    if not isinstance(trainee, ResidualTrainee):
        raise MienError(f"Recipe {recipe.name} cannot start from a bundle: mien and mien-rgb can.")
    card = warm_start(trainee.generator, bundle)
    if recipe.frozen:
        trainee.learn_only(recipe.learnt)
    elif recipe.learnt:
        trainee.rehearse([name for name in card.expressions if name not in recipe.learnt])
    return trainee


def _require_even_shares(recipe: Recipe, processes: int) -> None:
    """Refuse shares of a batch that differ: their gradients are averaged as if they were alike."""
    clips = [recipe.clips_at(stage) for stage in recipe.stages]
    most = math.gcd(*clips)
    if most % processes:
        possible = " or ".join(str(count) for count in range(1, most + 1) if most % count == 0)
        raise MienError(
            f"{processes} processes cannot share the batches of recipe {recipe.name} evenly (clips "
            f"in a batch: {', '.join(map(str, dict.fromkeys(clips)))}). "
            f"Start torchrun with --nproc-per-node {possible}."
        )


def _identity(clipset: ClipSet) -> dict[str, object]:
    """What tells one clip set from another, without naming folders, and on which terms it is."""
    head = (clipset.folder / HEAD).read_bytes()
    return {
        "clips": len(clipset.clips),
        "sha256": hashlib.sha256(head).hexdigest(),
        "files": fingerprint(clipset.folder / clip.file for clip in clipset.clips),
        "terms": terms_of(clipset.clips),
    }
