"""The picture of docs/puppet.md: portraits made to show expressions through the face mesh.

python scripts/make_puppet_sheet.py PHOTOS... --facekit FOLDER --out docs/images/puppet.jpg
"""

from dataclasses import replace
from pathlib import Path

import click
import numpy as np
from PIL import Image

from mien.errors import MienError
from mien.media import contact_sheet
from mien.preparation.jitter import STILL
from mien.preparation.puppet import Puppet, Settings
from mien.preparation.puppet.screening import Limits
from mien.preparation.puppet.variety import SAME
from mien.preparation.take import Refusal
from mien.types import Picture

IN_A_ROW = 5
"""Expressions in a row."""

FACE = slice(24, 264)
"""The part of a frame that is shown."""

SHOWN = "happy,happy-closed,angry,angry-open,surprised-wide,sad,disgusted,afraid,contempt,wink"


@click.command()
@click.argument("photos", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--facekit", type=click.Path(path_type=Path), help="By default MakeHuman's mesh.")
@click.option("-e", "--expressions", default=SHOWN, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A PNG or JPEG.")
@click.option("--cell", default=150, show_default=True, help="Pixels a side.")
def main(
    photos: tuple[Path, ...], facekit: Path | None, expressions: str, out: Path, cell: int
) -> None:
    """Draw every photo with every expression at degrees 0.5 and 1, without any variety."""
    settings = Settings(
        expressions=tuple(expressions.split(",")),
        facekit=facekit,
        frames=3,
        jitter=STILL,
        variety=SAME,
        limits=replace(Limits(), smile_before_smile=1.0),
    )
    frames, captions = [], []
    for photo in photos:
        (_, start), *others = _shown(photo, settings)
        for at, (name, picture) in enumerate(others):
            if at % (2 * IN_A_ROW) == 0:
                frames.append(start)
                captions.append("photo")
            frames.append(picture)
            captions.append(name)
    columns = 1 + 2 * IN_A_ROW
    sheet = contact_sheet(frames, columns=columns, captions=captions, cell=cell, gap=2)
    Image.fromarray(sheet).save(out, quality=88)


def _shown(photo: Path, settings: Settings) -> list[tuple[str, Picture]]:
    source = Puppet(photo, settings)
    shown: list[tuple[str, Picture]] = []
    for item in source.items():
        take = source.make(item, np.random.default_rng(0))
        if isinstance(take, Refusal):
            raise MienError(f"{photo}: {take.detail}")
        if not shown:
            shown.append(("photo", take.frames[0, FACE, FACE]))
        for frame, degree in zip(take.frames[1:], take.degrees[1:], strict=True):
            shown.append((f"{item.expression} {degree:.1g}", frame[FACE, FACE]))
    return shown


if __name__ == "__main__":
    main()
