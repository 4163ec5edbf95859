"""How far an expression closes an eye, on the people of a clip set and on further photos.

The table of docs/own-expression.md: the opening of an eye at degree 1 as a share of that at degree
0, by landmarks detected anew, person by person; for the clips' people beside the true one.

python scripts/measure_lids.py CLIPSET -e wink --bundle mien-add=runs/wink [PHOTO...]
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

import click
import numpy as np

import mien
from mien.clips import ClipSet
from mien.errors import MienError
from mien.faces import find_faces, landmarks
from mien.media import read_photo
from mien.metrics.shape import eye_openings
from mien.types import Picture

Side = Literal["right", "left"]


@click.command()
@click.argument("clips", type=click.Path(path_type=Path))
@click.argument("photos", nargs=-1, type=click.Path(path_type=Path))
@click.option("-e", "--expression", required=True)
@click.option("--bundle", "bundles", multiple=True, required=True, metavar="NAME=FOLDER")
@click.option("--eye", type=click.Choice(get_args(Side)), default="right", help="The subject's.")
def main(
    clips: Path, photos: tuple[Path, ...], expression: str, bundles: tuple[str, ...], eye: Side
) -> None:
    """Print the table of CLIPS and PHOTOS."""
    people: dict[str, Picture] = {}
    true: dict[str, float] = {}
    clipset = ClipSet.read(clips)
    for clip in clipset.clips:
        name = f"{clip.person} ({clip.split})"
        if clip.expression == expression and name not in people:
            frames = clipset.frames(clip)
            people[name], true[name] = frames[0], share(frames[[0, -1]], eye)
    people |= {photo.stem: read_photo(photo).picture for photo in photos}
    columns = {name: Path(folder) for name, _, folder in (one.partition("=") for one in bundles)}
    closed = {
        name: [drawn(folder, picture, expression, eye) for picture in people.values()]
        for name, folder in columns.items()
    }
    click.echo(f"| | {' | '.join(columns)} | true |\n|---|{'---|' * (len(columns) + 1)}")
    for at, name in enumerate(people):
        cells = [f"{closed[column][at]:.2f}" for column in columns]
        cells.append(f"{true[name]:.2f}" if name in true else "")
        click.echo(f"| {name} | {' | '.join(cells)} |")


def drawn(bundle: Path, picture: Picture, expression: str, eye: Side) -> float:
    """The share of a bundle's clip at full degree."""
    animator = mien.load(bundle)
    if expression not in animator.expressions:
        raise MienError(f"{bundle} does not know {expression!r}.")
    degrees = np.zeros((2, len(animator.expressions)), np.float32)
    degrees[1, animator.expressions.index(expression)] = 1
    schedule = mien.Schedule(animator.expressions, degrees)
    return share(list(animator.clip(picture, schedule)), eye)


def share(frames: Sequence[Picture] | np.ndarray, eye: Side) -> float:
    """Opening of an eye in the second of two frames, as a share of that in the first."""
    before, after = (opening(frame, eye) for frame in frames)
    return after / before


def opening(picture: Picture, eye: Side) -> float:
    """Height of an eye as a part of its width.

    Raises:
        MienError: no face.
    """
    faces = find_faces(picture)
    if not faces:
        raise MienError("A frame shows no face.")
    return eye_openings(landmarks(picture, faces[0]))[get_args(Side).index(eye)]


if __name__ == "__main__":
    main()
