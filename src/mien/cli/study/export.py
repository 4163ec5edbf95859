"""`mien study export`: the answers as files."""

from pathlib import Path

import click


@click.command(short_help="Write the answers as files.")
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--database", envvar="MIEN_STUDY_DATABASE", metavar="URL", help="As for serve.")
@click.option(
    "--results",
    type=click.Path(path_type=Path),
    multiple=True,
    help="In place of the database: MTurk's result CSV or list-assignments-for-hit, files of the "
    "static page, or a folder of these; repeatable.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("answers"),
    show_default=True,
    help="Folder for answers.jsonl, rules.json and a CSV table for each kind of answer.",
)
def export(study: Path, database: str | None, results: tuple[Path, ...], out: Path) -> None:
    """Write what raters of the STUDY said; no number of any worker is in it."""
    from mien.study.collecting import from_database, from_results  # noqa: PLC0415 - heavy
    from mien.study.export import export as write  # noqa: PLC0415 - heavy

    got = from_results(study, results) if results else from_database(study, database)
    for path in write(got.answers, got.study.exclusion, out):
        click.echo(path)
    click.echo(f"{got.raters} raters, {len(got.finished)} finished; {len(got.answers)} answers")
