"""The amounts of calibration: how far degree 1 moves a face that nine in ten people reach.

Every photo's largest face is measured with each expression of a bundle; the amount of an expression
is the quantile `--share` of its displacements at degree 1.

python scripts/measure_amounts.py PHOTO... [--out src/mien/runtime/amounts.json]
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import numpy as np

import mien
from mien.errors import MienError
from mien.media.targets import replacing
from mien.runtime import Animator
from mien.runtime.amounts import AMOUNTS

SHARE = 0.1
"""Of the people, who do not reach the amounts."""


@click.command()
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--bundle", type=click.Path(path_type=Path), help="By default the shipped one.")
@click.option("--share", type=float, default=SHARE, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=AMOUNTS, show_default=True)
def main(photos: tuple[Path, ...], bundle: Path | None, share: float, out: Path) -> None:
    """Measure the faces of PHOTOS and write what all of them but a share can be moved by."""
    animator = mien.load(bundle, threads=1)
    people: dict[str, dict[str, float]] = {}
    for photo in photos:
        try:
            people[f"{photo.parent.name}/{photo.name}"] = peaks(animator, photo)
        except MienError as error:
            click.echo(f"{photo}: {error}", err=True)
    document = {
        "format": 1,
        "bundle": animator.card.digest,
        "share": share,
        "amounts": amounts(people, share),
        "people": people,
    }
    with replacing(out) as draft:
        draft.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    click.echo(json.dumps(document["amounts"]))


def peaks(animator: Animator, path: Path) -> dict[str, float]:
    """How far each expression moves the largest face of a photo at degree 1, in eye distances."""
    return {one.expression: round(one.peak, 4) for one in animator.calibrate(path)}


def amounts(people: Mapping[str, Mapping[str, float]], share: float) -> dict[str, Any]:
    """The amount of each expression that all people reach but a share, in eye distances.

    Raises:
        MienError: nobody was measured.
    """
    if not people:
        raise MienError("No photo shows a face that can be measured.")
    names = next(iter(people.values()))
    return {
        name: round(float(np.quantile([one[name] for one in people.values()], share)), 3)
        for name in names
    }


if __name__ == "__main__":
    main()
