"""`mien study tally`: what the answers of a study say."""

from pathlib import Path

import click

PATH = click.Path(path_type=Path)


@click.command(short_help="What the answers say.")
@click.argument("answers", type=PATH)
@click.option("--ours", default="mien", show_default=True, help="The method Table 1 speaks of.")
@click.option(
    "--rules", type=PATH, help="JSON: whom to exclude.  [default: rules.json beside the answers]"
)
@click.option("--out", type=PATH, default=Path("tally"), show_default=True, help="Folder.")
@click.option(
    "--level",
    type=click.FloatRange(0.5, 1, max_open=True),
    default=0.95,
    show_default=True,
    help="Of the intervals.",
)
@click.option(
    "--resamples",
    type=click.IntRange(min=100),
    default=1000,
    show_default=True,
    help="Of the bootstrap.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the bootstrap."
)
def tally(answers: Path, ours: str, rules: Path | None, out: Path, **how: float) -> None:
    """Print Tables 1 and 2, and write everything else to a folder.

    ANSWERS is the answers.jsonl of a study. Who breaks a rule of exclusion is left out, counted and
    listed; without --rules and a rules.json beside the answers, the usual rules hold.
    """
    from mien.study.records import read_answers  # noqa: PLC0415 - imports PyAV
    from mien.study.statistics import tally as tallying  # noqa: PLC0415 - imports SciPy
    from mien.study.statistics.clusters import Bootstrap  # noqa: PLC0415 - imports SciPy
    from mien.study.statistics.rules import FILE, Rules, read_rules  # noqa: PLC0415 - as above
    from mien.study.statistics.tables import SIMULATED, paper_tables  # noqa: PLC0415 - as above
    from mien.study.statistics.writing import write_tally  # noqa: PLC0415 - as above

    beside = answers.with_name(FILE)
    source = rules or (beside if beside.exists() else None)
    declared = read_rules(source) if source else Rules()
    bootstrap = Bootstrap(**how)  # type: ignore[arg-type] # click's types
    found = tallying.tally(read_answers(answers), ours, declared, bootstrap)
    if found.simulated:
        click.echo(f"{SIMULATED}\n")
    click.echo("\n".join(paper_tables(found)))
    screening = found.screening
    excluded, by = len(screening.excluded), source or "the usual rules"
    click.echo(f"{screening.raters} raters; {excluded} excluded by {by}.")
    for path in write_tally(found, out):
        click.echo(path)
