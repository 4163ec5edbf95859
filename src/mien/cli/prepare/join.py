"""`mien prepare join`: one clip set out of several."""

from pathlib import Path

import click


@click.command(short_help="Several clip sets as one.")
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("sets", nargs=-1, required=True, type=click.Path(path_type=Path))
def join(out: Path, sets: tuple[Path, ...]) -> None:
    """Write the clip set OUT with all clips of the clip sets SETS.

    People, splits, licences, attributions and consents stay as they are. People of two sets who
    have one name are one person. The same command renews OUT when one of the SETS has changed.
    """
    from mien.clips.join import join as join_sets  # noqa: PLC0415 - imports NumPy

    joined = join_sets(sets, out)
    people = len({clip.person for clip in joined.clips})
    click.echo(f"{len(joined.clips)} clips of {people} people in {out}")
