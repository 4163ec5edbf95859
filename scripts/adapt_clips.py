"""Turn a folder of puppet clips into a clip set: `python scripts/adapt_clips.py SOURCE TARGET`."""

from pathlib import Path

import click

from mien.clips.sources.puppet import adapt
from mien.errors import MienError


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
def main(source: Path, target: Path) -> None:
    """Copy the clips of SOURCE, described and calibrated, to the clip set TARGET."""
    try:
        clipset = adapt(source, target)
    except MienError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(clipset.clips)} clips in {clipset.folder}")


if __name__ == "__main__":
    main()
