"""`mien prepare pairs`: a clip set from two photos of each person."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from mien.cli.prepare.common import (
    clip_frames,
    jitter_option,
    run,
    shared_options,
    terms_options,
)

if TYPE_CHECKING:
    from mien.preparation.pairs import Listing
    from mien.preparation.take import Terms

_EPILOG = """\b
Reasons for a refusal that --allow can lift: small, blurred, mirrored, head turn, other person, no
expression, swapped.
"""


@click.command(short_help="From two photos of each person.", epilog=_EPILOG)
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("-e", "--expression", default="", help="What the peak photos show; not with a table.")
@click.option("--person", default="", help="Who is shown, if two photos are given.")
@clip_frames
@click.option(
    "--strength",
    type=click.Choice(["own", "measured"]),
    default="own",
    show_default=True,
    help="Degree 1 is each person's own peak, or one amount of motion of the mouth.",
)
@click.option(
    "--reference",
    type=click.FloatRange(min=0, min_open=True),
    default=0.55,
    show_default=True,
    help="That amount, in distances between the eyes.",
)
@jitter_option
@click.option("--allow", multiple=True, metavar="REASON", help="Let such pairs pass; repeatable.")
@terms_options
@shared_options
def pairs(  # noqa: PLR0913, PLR0917 - one argument an option
    photos: tuple[Path, ...],
    out: Path,
    expression: str,
    person: str,
    frames: int,
    strength: Literal["own", "measured"],
    reference: float,
    jitter: bool,  # noqa: FBT001 - as click passes it
    allow: tuple[str, ...],
    terms: "Terms",
    **how: Any,
) -> None:
    """Make the clips between neutral and peak PHOTOS as the clip set OUT.

    PHOTOS are two photos, two folders in which the photos of one person have the same name, or one
    CSV table with the columns neutral, peak, person, expression and perhaps licence, attribution,
    consent, in place of the options. The same command goes on with what a stopped one has left.
    """
    from mien.preparation.pairs import Pairs, Settings  # noqa: PLC0415 - imports NumPy

    settings = Settings(
        frames=frames, strength=strength, reference=reference, jitter=jitter, allow=allow
    )
    run(Pairs(_listing(photos, expression, person, terms), settings), out, **how)


def _listing(photos: tuple[Path, ...], expression: str, person: str, terms: "Terms") -> "Listing":
    from mien.preparation.pairs import list_photos, list_table  # noqa: PLC0415 - imports NumPy
    from mien.preparation.take import Terms  # noqa: PLC0415

    if len(photos) == 1:
        if expression or person or terms != Terms():
            raise click.UsageError("A table says itself who shows what, and on which terms.")
        return list_table(photos[0])
    if len(photos) != 2:
        raise click.UsageError(
            f"{len(photos)} places were given: name neutral and peak photos, or one table."
        )
    if not expression:
        raise click.UsageError("Say with -e what the peak photos show.")
    return list_photos(*photos, expression, person=person, terms=terms)
