"""Clips of several methods on disk, drawn."""

from pathlib import Path

import numpy as np

from mien.media import write_clip

METHODS = ("mien", "convlstm", "hp", "truth")


def drawn(seed: int, frames: int = 5, side: int = 32) -> np.ndarray:
    """A square that moves over a slope, the same for one seed."""
    lot = np.random.default_rng(seed)
    rows, columns = np.mgrid[:side, :side]
    slope = (rows[..., None] * 3 + columns[..., None] * [1, 2, 3] + lot.integers(0, 90, 3)) % 256
    clip = np.repeat(slope[None].astype(np.uint8), frames, axis=0)
    for index, frame in enumerate(clip):
        frame[8:16, 2 * index : 2 * index + 8] = lot.integers(0, 255, 3)
    return clip


def write_folders(root: Path) -> dict[str, Path]:
    """Clips of two people and two expressions for every method, and real ones."""
    for number, method in enumerate(METHODS):
        (root / method).mkdir()
        for person in ("ada", "ben"):
            for expression in ("happy", "angry-open"):
                clip = drawn(number * 100 + len(person + expression))
                write_clip(clip, root / method / f"{person}-{expression}.npz", fps=25.0)
    return {method: root / method for method in METHODS}
