"""Frames of two clip sets one below the other: the same people and degrees, in one framing.

python scripts/compare_clips.py sets/portraits clipset --person female-015 portrait-f015 \
    --out docs/images/puppet-versus-earlier.jpg
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image

from mien.clips import ClipSet
from mien.geometry import cut
from mien.ibug import LEFT_EYE, RIGHT_EYE
from mien.media import contact_sheet
from mien.preparation.framing import frame_across
from mien.types import Landmarks68, Picture

WIDE = 3.0
"""Side of what is shown, in distances between the eyes."""

LOWER = 0.45
"""By how much its middle lies below the eyes, likewise."""

SHOWN = "happy,angry,angry-open,surprised,surprised-wide,sad,disgusted,afraid"


@click.command()
@click.argument("new", type=click.Path(path_type=Path))
@click.argument("old", type=click.Path(path_type=Path))
@click.option("--person", "people", nargs=2, multiple=True, required=True, help="Name in each.")
@click.option("-e", "--expressions", default=SHOWN, show_default=True)
@click.option("--degree", "degrees", type=float, multiple=True, default=(0.3, 0.6))
@click.option("--names", nargs=2, default=("new", "earlier"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A PNG or JPEG.")
@click.option("--cell", default=180, show_default=True, help="Pixels a side.")
def main(
    new: Path,
    old: Path,
    people: Sequence[tuple[str, str]],
    expressions: str,
    degrees: Sequence[float],
    **drawn: Any,
) -> None:
    """Draw a row for each person and set: the neutral frame, and each expression by degree."""
    shown = [(name, degree) for name in expressions.split(",") for degree in degrees]
    cells = [
        cell
        for pair in people
        for folder, person, name in zip((new, old), pair, drawn["names"], strict=True)
        for cell in row(ClipSet.read(folder), person, shown, drawn["cell"], name)
    ]
    pictures, captions = zip(*cells, strict=True)
    sheet = contact_sheet(
        pictures, columns=1 + len(shown), captions=captions, cell=drawn["cell"], gap=2
    )
    Image.fromarray(sheet).save(drawn["out"], quality=88)


def row(
    clips: ClipSet, person: str, shown: Sequence[tuple[str, float]], size: int, name: str
) -> Iterator[tuple[Picture, str]]:
    """Pictures of the nearest degrees, with captions; white where a set lacks the expression."""
    own = {clip.expression: clip for clip in reversed(clips.clips) if clip.person == person}
    if not own:
        raise click.ClickException(f"{clips.folder} does not show {person!r}.")
    first = next(iter(own.values()))
    yield _faced(clips.frames(first)[0], clips.landmarks(first)[0], size), f"{name}: photo"
    for expression, degree in shown:
        if clip := own.get(expression):
            nearest = int(np.abs(np.subtract(clip.degrees, degree)).argmin())
            frame = _faced(clips.frames(clip)[nearest], clips.landmarks(clip)[0], size)
            yield frame, f"{expression} {clip.degrees[nearest]:.2f}"
        else:
            yield np.full((size, size, 3), 255, np.uint8), ""


def _faced(frame: Picture, face: Landmarks68, size: int) -> Picture:
    """The face in a square that depends on the neutral eyes alone."""
    right, left = (face[eye].mean(0).astype(np.float64) for eye in (RIGHT_EYE, LEFT_EYE))
    across = left - right
    down = LOWER * np.array([-across[1], across[0]])
    return cut(frame, frame_across(right + down, left + down, WIDE), size)


if __name__ == "__main__":
    main()
