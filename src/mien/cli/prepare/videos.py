"""`mien prepare videos`: a clip set from recordings of people."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from mien.cli.prepare.common import run, shared_options, terms_options

if TYPE_CHECKING:
    from mien.preparation.take import Terms

_EPILOG = """\b
Layouts: folders (person/expression/take.mp4), ravdess, crema-d, mead, oulu-casia, mug; a .toml or
.json file with a pattern of your own; or a .csv file with the columns file, person, expression and
perhaps split, licence, attribution, consent, start, end (seconds), peak (degree).
"""


@click.command(short_help="From recordings of people.", epilog=_EPILOG)
@click.argument("root", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--layout",
    default="folders",
    show_default=True,
    metavar="NAME|FILE",
    help="How the recordings are named; see below.",
)
@click.option(
    "--shape",
    type=click.Choice(["rise", "rise-and-fall"]),
    default="rise",
    show_default=True,
    help="Whether a clip ends at the peak or goes back.",
)
@click.option(
    "--degrees",
    type=click.Choice(["landmarks", "time"]),
    default="landmarks",
    show_default=True,
    help="What a degree is a share of: the landmarks' way, or the time.",
)
@click.option(
    "--frames",
    type=click.IntRange(min=3),
    default=21,
    show_default=True,
    help="Most frames of a clip.",
)
@click.option(
    "--landmarks",
    type=click.Choice(["mesh", "dlib"]),
    default="mesh",
    show_default=True,
    help="dlib's model is for non-commercial research and an extra of its own.",
)
@click.option(
    "--steady/--no-steady",
    default=True,
    show_default=True,
    help="Let frames follow the head, so that it stands still.",
)
@terms_options
@shared_options
def videos(  # noqa: PLR0913, PLR0917 - one argument an option
    root: Path,
    out: Path,
    layout: str,
    shape: Literal["rise", "rise-and-fall"],
    degrees: Literal["landmarks", "time"],
    frames: int,
    landmarks: Literal["mesh", "dlib"],
    steady: bool,  # noqa: FBT001 - as click passes it
    terms: "Terms",
    **how: Any,
) -> None:
    """Find each expression in the recordings below ROOT and cut them to the clip set OUT.

    A recording shows one person, who starts neutral. What is unfit is refused, and the report
    says why. Licence, attribution and consent hold where neither the layout nor the list says
    otherwise. The same command goes on with what a stopped one has left.
    """
    from mien.preparation.videos import Settings, Videos  # noqa: PLC0415 - imports NumPy

    settings = Settings(
        shape=shape,
        degrees=degrees,
        frames=frames,
        landmarks=landmarks,
        steady=steady,
        terms=terms,
    )
    run(Videos(root, layout, settings), out, **how)
