"""Open what is to be evaluated: a bundle, a run of any method, or the bundle that ships."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mien.errors import MienError
from mien.protocols import Animator
from mien.runtime import load
from mien.training.device import find_place
from mien.training.run import HEAD, Run
from mien.training.trained import animator_of


@dataclass(frozen=True)
class Opened:
    """An animator, and the side of the frames that it draws, in pixels."""

    animator: Animator
    size: int


def open_animator(folder: Path | None) -> Opened:
    """An animator out of a folder.

    Args:
        folder: written by `mien export` or `mien train`; None = the bundle that ships.

    Raises:
        MienError: neither of them, or a run without a checkpoint.
    """
    if folder is not None and (folder / HEAD).is_file():
        run = Run(folder)
        return Opened(animator_of(run, find_place().device), run.recipe().method.size)
    bundle = load(folder)
    return Opened(bundle, bundle.card.frame.size)


def common_size(opened: Mapping[str, Opened]) -> int:
    """Side of the frames that all draw, in pixels.

    Raises:
        MienError: they differ.
    """
    sizes = {name: one.size for name, one in opened.items()}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise MienError(f"Frames of different sizes do not compare ({listed}): measure them apart.")
    return next(iter(sizes.values()))
