"""`mien study codes`: the completion codes of everybody who finished."""

from pathlib import Path

import click


@click.command(short_help="Completion codes of who finished.")
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--database", envvar="MIEN_STUDY_DATABASE", metavar="URL", help="As for serve.")
def codes(study: Path, database: str | None) -> None:
    """Print the code of each rater who finished the STUDY, to hold against what workers hand in.

    They are sorted: nothing says whose answers belong to a code.
    """
    from mien.study.collecting import from_database  # noqa: PLC0415 - heavy
    from mien.study.secret import Secret  # noqa: PLC0415 - heavy

    finished = from_database(study, database).finished
    secret = Secret.read(study)
    for code in sorted(map(secret.code, finished)):
        click.echo(code)
