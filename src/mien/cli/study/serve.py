"""`mien study serve`: show a study to raters."""

from pathlib import Path

import click


@click.command(short_help="Show it to raters and store what they say.")
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--database",
    envvar="MIEN_STUDY_DATABASE",
    metavar="URL",
    help="postgresql://USER@HOST/NAME, or sqlite:///FILE; MIEN_STUDY_DATABASE says it too.  "
    "[default: answers.db in the study's folder]",
)
@click.option("--https", is_flag=True, help="Browsers come by HTTPS, through a proxy.")
@click.option("--proxy", metavar="ADDRESS", help="The proxy whose word on who asks is taken.")
@click.option("--mturk", is_flag=True, help="MTurk shows the pages in a frame; implies --https.")
@click.option(
    "--rate", default="3000/minute", show_default=True, help="Requests that one address may make."
)
def serve(
    study: Path, host: str, port: int, database: str | None, proxy: str | None, **how: bool | str
) -> None:
    """Show the STUDY to raters until it is stopped, and store every answer at once."""
    from mien.study.server import Settings, open_site, run  # noqa: PLC0415 - heavy

    settings = Settings(
        mturk=bool(how["mturk"]), https=bool(how["https"] or how["mturk"]), rate=str(how["rate"])
    )
    site = open_site(study, database, settings)
    click.echo(f"{site.study.title}: http://{host}:{port}/ (Ctrl-C stops it; no answer is lost)")
    run(site, host, port, proxy=proxy)
