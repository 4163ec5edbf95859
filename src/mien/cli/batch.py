"""Many clips in one call, side by side."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from joblib import delayed
from tqdm import tqdm

from mien.cli.drawing import Outcome, Settings, draw
from mien.cli.plan import Item
from mien.progress import ShownParallel


def draw_all(
    items: Sequence[Item], settings: Settings, *, jobs: int | None = None
) -> list[Outcome]:
    """Draw clips, in parallel if asked; none that fails stops another.

    Runs on whatever backend an outer `joblib.parallel_config` names: processes of this machine, or
    a Dask cluster, as docs/formats.md shows.

    Args:
        items: the clips.
        settings: what they share.
        jobs: processes; by default those of the outer configuration, or else one.

    Returns:
        One outcome for each item, in their order.
    """
    if settings.threads is None and (jobs or 1) > 1:
        settings = replace(settings, threads=max(1, (os.cpu_count() or 1) // (jobs or 1)))
    settings = replace(settings, progress=len(items) == 1)
    quiet = True if len(items) == 1 else None
    with _folders(items), tqdm(desc="clips", total=len(items), disable=quiet) as bar:
        work = ShownParallel(bar, n_jobs=jobs)
        outcomes: list[Outcome] = work(delayed(draw)(item, settings) for item in items)
    return outcomes


@contextmanager
def _folders(items: Sequence[Item]) -> Iterator[None]:
    """Make the folders of targets, and remove those that stayed empty."""
    made: list[Path] = []
    for folder in dict.fromkeys(item.target.parent for item in items):
        if not folder.exists():
            folder.mkdir()
            made.append(folder)
    try:
        yield
    finally:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
