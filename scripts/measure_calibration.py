"""How much more alike people move with calibration: the tables of docs/calibration.md.

Every photo's largest face is measured, then drawn anew at full size at degrees 0.5 and 1, with its
strengths and without.

python scripts/measure_calibration.py PHOTO...
"""

from collections.abc import Iterable
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

import mien
from mien.faces import find_faces, landmarks
from mien.media import read_photo
from mien.runtime import Animator
from mien.runtime.calibration import displacements

DEGREES = (1.0, 0.5)


@click.command()
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--bundle", type=click.Path(path_type=Path), help="By default the shipped one.")
def main(photos: tuple[Path, ...], bundle: Path | None) -> None:
    """Print the tables for the faces of PHOTOS."""
    animator = mien.load(bundle, threads=1)
    found = [animator.calibrate(photo) for photo in tqdm(photos, desc="measuring")]
    names = [one.expression for one in found[0]]
    peaks = np.array([[one.peak for one in person] for person in found])
    strengths = np.array([[one.strength for one in person] for person in found])
    click.echo(f"| | {' | '.join(names)} |")
    for title, row, places in (
        ("least", peaks.min(0), 3),
        ("amount", [one.amount for one in found[0]], 3),
        ("median", np.median(peaks, 0), 3),
        ("greatest", peaks.max(0), 3),
        ("weakest strength set", strengths.min(0), 2),
        ("median strength set", np.median(strengths, 0), 2),
    ):
        click.echo(_line(title, row, places))
    moved = np.array(
        [
            moved_by(animator, photo, strength)
            for photo, strength in zip(tqdm(photos, desc="drawing"), strengths, strict=True)
        ]
    )
    for index, title in enumerate(titles()):
        spread = 100 * moved[:, index].std(0, ddof=1) / moved[:, index].mean(0)
        ratio = np.mean(moved[:, index].max(0) / moved[:, index].min(0))
        click.echo(_line(title, [*spread, spread.mean()], 1) + f" {ratio:.2f}")
    half = moved[:, 1] / moved[:, 0]
    click.echo(f"at 0.5, of that at 1: {half.min():.2f} to {half.max():.2f}, {np.median(half):.2f}")
    missed = [
        f"{photo.parent.name}/{photo.name} {one.expression} {one.outcome}"
        for photo, person in zip(photos, found, strict=True)
        for one in person
        if one.outcome != "reached"
    ]
    click.echo(f"not reached: {', '.join(missed) or 'none'}")


def moved_by(animator: Animator, path: Path, strengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far one face moves, (two times degrees, expressions), in the order of `titles`."""
    photo = read_photo(path)
    face = find_faces(photo.picture)[0]
    sitting = animator.sit(photo)

    def moved(factors: NDArray[np.float64]) -> NDArray[np.float64]:
        return displacements(
            lambda degrees: sitting.draw(degrees * factors),
            lambda picture: landmarks(picture, face),
            len(factors),
            DEGREES,
        ).T

    return np.concatenate([moved(np.ones(len(strengths))), moved(strengths)])


def titles() -> list[str]:
    """Names of the rows of `moved_by`."""
    return [f"degree {degree:g}{kind}" for kind in ("", ", calibrated") for degree in DEGREES]


def _line(title: str, row: Iterable[float], places: int) -> str:
    return f"| {title} | {' | '.join(f'{value:.{places}f}' for value in row)} |"


if __name__ == "__main__":
    main()
