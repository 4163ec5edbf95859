"""What all sources of `mien prepare` are told, and what they say in the end."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mien.preparation.take import Source

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        help="Clips that are made side by side.  [default: 1]",
    ),
    click.option(
        "--val",
        default="0.2",
        show_default=True,
        metavar="SHARE|NAMES",
        help="People who are held out: a share of them, or their names with commas between.",
    ),
    click.option(
        "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of all chance."
    ),
    click.option("--quiet", is_flag=True, help="No progress bar."),
)


_TERMS = (
    click.option("--licence", default="", help="SPDX expression of the material."),
    click.option("--attribution", default="", help="Whom to name."),
    click.option("--consent", default="", help="What the people have agreed to."),
)

clip_frames = click.option(
    "--frames", type=click.IntRange(min=2), default=11, show_default=True, help="In a clip."
)
"""Of sources that draw their frames."""

jitter_option = click.option(
    "--jitter/--no-jitter",
    default=True,
    show_default=True,
    help="Let faces lie a little differently in the frames of each clip.",
)


def terms_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options licence, attribution and consent, as one keyword `terms`."""

    @wraps(command)
    def told(*words: Any, licence: str, attribution: str, consent: str, **how: Any) -> Any:
        from mien.preparation.take import Terms  # noqa: PLC0415 - imports NumPy

        terms = Terms(licence=licence, attribution=attribution, consent=consent)
        return command(*words, terms=terms, **how)

    for option in reversed(_TERMS):
        told = option(told)
    return told


def shared_options(command: _Command) -> _Command:
    """Give a command the options that `run` takes as keywords: jobs, val, seed, quiet."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def run(source: "Source", folder: Path, *, jobs: int | None, val: str, **how: Any) -> None:
    """Prepare a clip set and say what came of it.

    Args:
        source: where the clips come from.
        folder: of the clip set.
        jobs: as the option.
        val: as the option.
        how: `seed` and `quiet`, as the options.
    """
    # These import NumPy and what stands on it.
    from mien.preparation.people import parse_val  # noqa: PLC0415
    from mien.preparation.prepare import Options, prepare  # noqa: PLC0415

    options = Options(seed=how["seed"], jobs=jobs, val=parse_val(val), progress=not how["quiet"])
    prepared = prepare(source, folder, options)
    clips = prepared.clipset.clips
    held = {clip.person for clip in clips if clip.split == "val"}
    click.echo(
        f"{folder}: {len(clips)} clips of {len({clip.person for clip in clips})} people, "
        f"{len(held)} of them held out; {len(prepared.refusals)} refused"
    )
    for words in prepared.doubts:
        click.echo(f"look at this: {words}", err=True)
    click.echo(folder / "report.html")
