"""`mien study static`: a study for any host that serves files."""

from pathlib import Path

import click


@click.command(short_help="Write it as a ZIP file for any host.")
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--raters", type=click.IntRange(1, 10000), default=50, show_default=True)
@click.option("--code", default="", help="Completion code; readers of the page's source find it.")
@click.option("--post", default="", metavar="URL", help="Where answers are sent.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("study.zip"), show_default=True
)
def static(study: Path, raters: int, code: str, post: str, out: Path) -> None:
    """Write the STUDY as a ZIP file: a page, its clips, and a link for each rater."""
    from mien.study.platforms.static import write_static  # noqa: PLC0415 - heavy
    from mien.study.study import read_study  # noqa: PLC0415 - heavy

    write_static(read_study(study), study, out, raters, code=code, post=post)
    click.echo(f"{out}: {raters} booklets")
