"""Open what is to be evaluated: a bundle, a run of any method, or the bundle that ships."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import onnx

from mien.bundle import FrameCard, default_bundle, read_card, sha256
from mien.errors import MienError
from mien.evaluation.entrant import Entrant
from mien.evaluation.minutes import minutes_of, together
from mien.protocols import Animator
from mien.runtime import load
from mien.training.device import find_place
from mien.training.run import HEAD, Run
from mien.training.trained import animator_of, best_state


@dataclass(frozen=True)
class Opened:
    """An entrant, and how it sees a face."""

    entrant: Entrant
    frame: FrameCard


def open_entrant(folder: Path | None) -> Opened:
    """An entrant out of a folder.

    Args:
        folder: written by `mien export` or `mien train`; None = the bundle that ships.

    Raises:
        MienError: neither of them, or a run without a checkpoint.
    """
    folder = (folder or default_bundle()).resolve()
    return _run(folder) if (folder / HEAD).is_file() else _bundle(folder)


def common_frame(opened: Mapping[str, Opened]) -> FrameCard:
    """How all of them frame a face.

    Raises:
        MienError: they do so differently.
    """
    common_size(opened)
    frames = {one.frame for one in opened.values()}
    if len(frames) > 1:
        raise MienError("These bundles frame faces in different ways: measure them apart.")
    return frames.pop()


def common_size(opened: Mapping[str, Opened]) -> int:
    """Side of the frames that all draw, in pixels.

    Raises:
        MienError: they differ.
    """
    sizes = {name: one.frame.size for name, one in opened.items()}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise MienError(f"Frames of different sizes do not compare ({listed}): measure them apart.")
    return next(iter(sizes.values()))


def _bundle(folder: Path) -> Opened:
    card = read_card(folder)
    entrant = Entrant(
        digest=card.digest,
        expressions=card.expressions,
        open=partial(load, folder),
        minutes=minutes_of(card.training),
        recipe=str(card.training.get("recipe", "")),
        parameters=sum(_weights(folder / name) for name in card.files if name.endswith(".onnx")),
    )
    return Opened(entrant, card.frame)


def _run(folder: Path) -> Opened:
    run = Run(folder)
    recipe = run.recipe()
    method = recipe.method
    best_state(run)  # complains if there is none
    weights = next(path for name in ("best", "last") if (path := folder / f"{name}.pt").is_file())
    entrant = Entrant(
        digest=sha256((folder / HEAD).read_bytes() + weights.read_bytes()),
        expressions=method.expressions,
        open=partial(_animator, folder),
        minutes=_minutes(run),
        recipe=recipe.name,
    )
    return Opened(entrant, FrameCard(size=method.size))


def _minutes(run: Run) -> float | None:
    if run.start() is None:
        return run.minutes()
    first = run.first_card()
    return together(run.minutes(), first.training if first else None)


def _weights(graph: Path) -> int:
    """How many numbers a graph has learnt."""
    return sum(math.prod(one.dims) for one in onnx.load(graph).graph.initializer)


def _animator(folder: Path) -> Animator:
    return animator_of(Run(folder), find_place().device)
