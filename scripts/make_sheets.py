"""Contact sheets of a bundle at work: how faces look at the peak of every expression, and before.

python scripts/make_sheets.py PHOTOS... --out sheet.png            a row for each photo
python scripts/make_sheets.py PHOTO --strip --out strip.png        a row for each expression
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
from PIL import Image

import mien
from mien.errors import MienError
from mien.geometry import Frame, cut
from mien.media import contact_sheet, read_photo
from mien.runtime import Animator
from mien.runtime.subject import frames_of
from mien.types import Picture

ROOM = 1.2
"""Side of a cell over that of the frame that the network sees."""

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".avif")


@click.command()
@click.argument("photos", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--bundle", type=click.Path(path_type=Path), help="By default the one that ships.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A PNG or JPEG.")
@click.option("-e", "--expression", "chosen", multiple=True, help="By default all; repeatable.")
@click.option("--degrees", default="0.5,1", show_default=True, help="Shown for every expression.")
@click.option("--strip", is_flag=True, help="One photo: a row for each expression, degrees 0 to 1.")
@click.option("--steps", default=6, show_default=True, help="Degrees in a strip.")
@click.option("--cell", default=200, show_default=True, help="Pixels a side.")
def main(
    photos: tuple[Path, ...],
    bundle: Path | None,
    out: Path,
    chosen: tuple[str, ...],
    **look: int | str | bool,
) -> None:
    """Draw PHOTOS, or all pictures of a folder, at some degrees of every expression."""
    animator = mien.load(bundle)
    expressions = chosen or animator.expressions
    shown = _degrees(look)
    wanted = [(name, degree) for name in expressions for degree in shown]
    cells: list[Picture] = []
    for path in _files(photos):
        try:
            faces = list(_faces(animator, path, [("", 0.0), *wanted], int(look["cell"])))
        except MienError as error:
            click.echo(f"{path}: {error}", err=True)
            continue
        # In a strip every row starts with its own degree 0.
        cells += faces[1:] if look["strip"] else faces
    if not cells:
        raise click.ClickException("There is no photo to show.")
    captions = [f"{name} {degree:g}" for name, degree in wanted]
    captions = captions if look["strip"] else ["photo", *captions]
    columns = len(shown) if look["strip"] else len(captions)
    rows = len(cells) // len(captions)
    sheet = contact_sheet(
        cells, columns=columns, captions=captions * rows, cell=int(look["cell"]), gap=4
    )
    _save(sheet, out)
    click.echo(out)


def _degrees(look: dict[str, int | str | bool]) -> Sequence[float]:
    if look["strip"]:
        return [round(float(degree), 3) for degree in np.linspace(0, 1, int(look["steps"]))]
    return [float(degree) for degree in str(look["degrees"]).split(",")]


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.suffix.lower() in PICTURES)
        else:
            yield path


def _faces(
    animator: Animator, path: Path, wanted: Sequence[tuple[str, float]], cell: int
) -> Iterator[Picture]:
    """The photo's largest face at every wanted expression and degree, cut from the whole photo."""
    picture = read_photo(path).picture
    frame = _frame(animator, picture)
    degrees = np.zeros((len(wanted), len(animator.expressions)), np.float32)
    for row, (name, degree) in enumerate(wanted):
        if name:
            degrees[row, _column(animator, name)] = degree
    for drawn in animator.clip(picture, mien.Schedule(animator.expressions, degrees)):
        yield cut(drawn, frame, cell)


def _frame(animator: Animator, picture: Picture) -> Frame:
    """A little more than the network sees, upright, and within the photo."""
    (frame,) = frames_of(picture, "largest", animator.card.frame, "the photo")
    height, width = picture.shape[:2]
    side = min(frame.side * ROOM, height, width)
    x, y = (
        min(max(place, side / 2), room - side / 2)
        for place, room in zip(frame.centre, (width, height), strict=True)
    )
    return Frame((x, y), side)


def _column(animator: Animator, name: str) -> int:
    if name not in animator.expressions:
        raise click.ClickException(
            f"The bundle has no {name!r}; it has {', '.join(animator.expressions)}."
        )
    return animator.expressions.index(name)


def _save(sheet: Picture, out: Path) -> None:
    draft = out.with_name(f".{out.name}")
    out.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(draft, quality=88, optimize=True)
    draft.replace(out)


if __name__ == "__main__":
    main()
