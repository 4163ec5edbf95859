"""`mien animate`: make expression clips from photos."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mien.cli.lazy import ERROR
from mien.cli.numbers import numbers_by_name
from mien.cli.options import ALL, FORMATS, Options

if TYPE_CHECKING:
    from mien.cli.drawing import Outcome
    from mien.schedules import Strength

PARTLY = 1
"""Exit code when some clips were made, or were there, and others failed."""

_EPILOG = """\b
Degrees lie between 0, the photo itself, and 1, the peak:
  0,0.1,...,1                       one frame each; a single one makes a picture
  rise:21  fall:21  rise-and-fall:30
  onset=0.5,apex=1,offset=0.5       seconds
  blend.json  blend.csv             keyframes of several expressions
Curves and time courses take ,peak=0.8 and ,easing=linear|cosine|min-jerk|ease-in|ease-out.

\b
Exit code: 0 all clips are there; 1 some failed; 2 nothing was made; 130 interrupted.
"""


def _strength(_: click.Context, __: click.Parameter, text: str | None) -> "Strength | None":
    from mien.schedules.strength import parse_strength  # noqa: PLC0415 - loads NumPy

    return None if text is None else parse_strength(text)


@click.command(epilog=_EPILOG)
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-e",
    "--expression",
    multiple=True,
    metavar="NAME",
    help=f"Expression of the bundle, or {ALL}; repeat it for one clip of each.",
)
@click.option(
    "-o",
    "--output",
    metavar="TARGET",
    help="File, whose extension chooses the format; or a folder; or a pattern such as "
    "'clips/{photo}-{expression}.mp4'. One clip without an extension: a folder of frames. "
    "[default: {photo}-{expression}.mp4 in this folder]",
)
@click.option(
    "--degrees", default="rise:21", show_default=True, metavar="SCHEDULE", help="See below."
)
@click.option("--fps", type=float, help="Frames per second.  [default: 25, or the file's]")
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    help="Format of the clips in a folder.  [default: mp4; png for a single degree]",
)
@click.option("--bundle", type=click.Path(path_type=Path), help="Folder of a trained network.")
@click.option(
    "--face",
    default="largest",
    show_default=True,
    metavar="largest|N",
    help="Which face moves, counted from 1, the largest first.",
)
@click.option("--all-faces", is_flag=True, help="Move every face.")
@click.option(
    "--whole", is_flag=True, help="Take the picture as the face's frame; look for no face."
)
@click.option("--sheet", is_flag=True, help="Write a contact sheet beside each clip.")
@click.option(
    "--label/--no-label",
    default=True,
    show_default=True,
    help="Mark clips as generated in their metadata; the manifest says so always.",
)
@click.option("--jobs", type=int, help="Clips that are made side by side.  [default: 1]")
@click.option("--threads", type=int, help="Threads of the network, for each clip.")
@click.option("--force", is_flag=True, help="Replace what is there, finished clips included.")
@click.option(
    "--loop/--no-loop", default=True, show_default=True, help="Whether GIF, WebP and APNG repeat."
)
@click.option("--times", type=int, default=1, show_default=True, help="Play the schedule so often.")
@click.option(
    "--strength",
    metavar="NUMBER|NAME=NUMBER,...",
    callback=_strength,
    help="All degrees, or those of an expression, times so much, for a face that moves more than "
    "others.  [default: 1, or the file's]",
)
@click.option(
    "--calibrated",
    is_flag=True,
    help="Measure each face and set the strengths at which degree 1 moves it by the same amount as "
    "others.",
)
@click.option(
    "--amount",
    multiple=True,
    metavar="NAME=NUMBER",
    callback=numbers_by_name,
    help="Aim at another amount with --calibrated, in distances between the eyes.",
)
def animate(**options: Any) -> None:
    """Make a clip of every PHOTO in every expression.

    A manifest beside each clip says how it was made; a rerun skips clips that are finished.
    """
    _run(Options(**options))


def _run(options: Options) -> None:
    # NumPy and what stands on it take a tenth of a second: --help does without.
    from mien.bundle import default_bundle, read_card  # noqa: PLC0415
    from mien.cli.batch import draw_all  # noqa: PLC0415
    from mien.cli.drawing import Settings  # noqa: PLC0415
    from mien.cli.plan import planned  # noqa: PLC0415

    bundle = (options.bundle or default_bundle()).absolute()
    card = read_card(bundle)
    settings = Settings(
        bundle=bundle,
        digest=card.digest,
        whom=options.whom,
        label=options.label,
        loop=options.loop,
        sheet=options.sheet,
        threads=options.threads,
        force=options.force,
        amounts=options.amounts,
    )
    _report(draw_all(planned(options, card), settings, jobs=options.jobs))


def _report(outcomes: "list[Outcome]") -> None:
    """Say what was made and what was not.

    Raises:
        click.exceptions.Exit: something was not.
    """
    done = [outcome for outcome in outcomes if not outcome.error]
    for outcome in done:
        frames = len(outcome.item.schedule)
        state = f"{frames} frame{'s' * (frames > 1)}" if outcome.drawn else "unchanged"
        click.echo(f"{outcome.item.target}: {state}")
    for note in dict.fromkeys(note for outcome in done for note in outcome.notes):
        click.echo(f"note: {note}", err=True)
    for error in dict.fromkeys(outcome.error for outcome in outcomes if outcome.error):
        click.echo(f"error: {error}", err=True)
    if len(done) < len(outcomes):
        if len(outcomes) > 1:
            click.echo(f"{len(outcomes) - len(done)} of {len(outcomes)} clips failed", err=True)
        raise click.exceptions.Exit(PARTLY if done else ERROR)
