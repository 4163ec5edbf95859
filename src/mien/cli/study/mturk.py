"""`mien study mturk`: what Mechanical Turk needs to show a study."""

from pathlib import Path

import click

from mien.errors import MienError


@click.command(short_help="Write what Mechanical Turk needs.")
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--address", metavar="URL", help="Where the study is served: one ExternalQuestion.")
@click.option(
    "--clips", metavar="URL", help="Where its clips lie: HTMLQuestions, without a server."
)
@click.option("--raters", type=click.IntRange(1, 10000), default=50, show_default=True)
@click.option("--height", type=click.IntRange(0, 10000), default=0, show_default=True)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("mturk"), show_default=True
)
def mturk(
    study: Path, address: str | None, clips: str | None, raters: int, height: int, out: Path
) -> None:
    """Write the XML of the STUDY's HITs, and for --clips the layout and input CSV of a batch."""
    from mien.media.documents import write_documents  # noqa: PLC0415 - heavy
    from mien.study.platforms import mturk as formats  # noqa: PLC0415 - heavy
    from mien.study.study import read_study  # noqa: PLC0415 - heavy

    if (address is None) == (clips is None):
        raise MienError("Give either --address, where the study is served, or --clips.")
    whole = read_study(study)
    files: dict[str, str] = {}
    if address:
        files["external.xml"] = formats.external_question(address, height=height)
    if clips:
        files["layout.html"] = formats.layout(whole, clips)
        files["input.csv"] = formats.input_csv(whole, raters)
        for row in range(raters):
            files[f"html-{row:04d}.xml"] = formats.html_question(whole, row, clips, height=height)
    write_documents(out, files, "HITs")
    click.echo(f"{out}: {len(files)} file{'s' * (len(files) > 1)}")
