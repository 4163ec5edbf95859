"""How much of a grid, upright stripes, a bundle draws between parted lips.

A decoder that shuffles pixels can pass such a grid off for teeth: of four pixels where its core
shuffles, of two where its detail layer does. Figures are decibels: power at the grid's frequency by
that beside it, of the rows between the lips in each clip's last frame, with intervals over people.

python scripts/measure_grid.py CLIPSET -e happy -e surprised --bundle ours=runs/bundle
"""

from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from mien.clips import Clip, ClipSet
from mien.evaluation.cells import shown
from mien.ibug import INNER_MOUTH
from mien.metrics.bootstrap import mean_over_people
from mien.runtime import Animator, load
from mien.types import Picture

BESIDE = {4: (0.19, 0.2, 0.31, 0.32), 2: (0.43, 0.44)}
"""Cycles a pixel that have nothing of the grid, by its period in pixels."""

LEAST = (4, 12)
"""Rows and columns between the lips that tell anything."""


@click.command()
@click.argument("clips", type=click.Path(path_type=Path))
@click.option("-e", "--expression", "expressions", multiple=True, required=True)
@click.option("--bundle", "bundles", multiple=True, metavar="NAME=FOLDER")
@click.option("--period", type=click.Choice([4, 2]), default=4, show_default=True, help="Pixels.")
@click.option("--split", default="val", show_default=True)
def main(
    clips: Path, expressions: tuple[str, ...], bundles: tuple[str, ...], period: int, split: str
) -> None:
    """Print the table of CLIPS."""
    clipset = ClipSet.read(clips)
    columns = [name.partition("=") for name in bundles]
    animators = {name: load(Path(folder)) for name, _, folder in columns}
    names = ["", "clips", *animators, "true"]
    click.echo(f"| {' | '.join(names)} |\n|{'---|' * len(names)}")
    for expression in expressions:
        found = [
            (clip.person, row)
            for clip in clipset.split(split, (expression,))
            if (row := stripes(clipset, clip, [*animators.values()], period)) is not None
        ]
        people = [person for person, _ in found]
        by_column = zip(*(row for _, row in found), strict=True)
        cells = [shown(mean_over_people(column, people), 1) for column in by_column]
        click.echo(f"| {expression} | {len(found)} | {' | '.join(cells)} |")


def stripes(
    clipset: ClipSet, clip: Clip, animators: list[Animator], period: int
) -> list[float] | None:
    """Decibels of each animator's last frame, then of the true one; None where lips hardly part."""
    frames, points = clipset.frames(clip), clipset.landmarks(clip)[-1]
    drawn = []
    for animator in animators:
        size = animator.card.frame.size
        start = (frames.shape[1] - size) // 2
        degrees = np.zeros((1, len(animator.expressions)), np.float32)
        degrees[0, animator.expressions.index(clip.expression)] = clip.degrees[-1]
        whole = slice(start, start + size)
        drawn.append((animator.frames(frames[0, whole, whole], degrees)[0], points - start))
    drawn.append((frames[-1], points))
    found = [decibels(picture, at, period) for picture, at in drawn]
    return None if None in found else found


def decibels(picture: Picture, points: NDArray[np.float64], period: int) -> float | None:
    """Power of the grid over that beside it, between the lips of 68 landmarks."""
    low, high = points[INNER_MOUTH].min(0).astype(int), points[INNER_MOUTH].max(0).astype(int) + 1
    rows = picture[low[1] : high[1], low[0] : high[0]].mean(2)
    if rows.shape[0] < LEAST[0] or rows.shape[1] < LEAST[1]:
        return None
    rows = (rows - rows.mean(1, keepdims=True)) * np.hanning(rows.shape[1])

    def power(cycles: float) -> float:
        wave = np.exp(-2j * np.pi * cycles * np.arange(rows.shape[1]))
        return float((np.abs(rows @ wave) ** 2).mean())

    beside = np.mean([power(at) for at in BESIDE[period]])
    return 10 * float(np.log10(power(1 / period) / beside))


if __name__ == "__main__":
    main()
