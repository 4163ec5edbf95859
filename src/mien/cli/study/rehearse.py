"""`mien study rehearse`: made-up raters go through a whole study."""

from pathlib import Path

import click

from mien.cli.study import options

_PATH = click.Path(path_type=Path)


@click.command(short_help="Made-up raters go through it.")
@click.argument("study", type=_PATH)
@click.option("--report", type=_PATH, required=True, help="Folder that mien evaluate wrote.")
@click.option("--metric", default="st_lpips", show_default=True, help="What looks realistic.")
@click.option("--raters", type=click.IntRange(1, 100_000), default=50, show_default=True)
@click.option("--slope", type=float, default=1.0, show_default=True, help="Log-odds for one sd.")
@options.rater_sd
@options.side_bias
@options.lapse
@options.cheaters
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option("-o", "--out", type=_PATH, default=Path("rehearsal"), show_default=True)
def rehearse(
    study: Path, report: Path, metric: str, raters: int, seed: int, out: Path, **manner: float
) -> None:
    """Let made-up raters take the STUDY, and write their answers, marked as simulated.

    They see what the report's figures say of each clip: --metric stands for how realistic it looks,
    `recognised` for the expression's name, and `displacement` for its strength. --slope says how
    much one standard deviation of the metric is worth to them. How people would answer is not known
    from this; whether the study, its checks and its rules work is.
    """
    from mien.study.export import export  # noqa: PLC0415 - heavy
    from mien.study.rehearsal import Manner  # noqa: PLC0415 - heavy
    from mien.study.rehearsal import rehearse as go_through  # noqa: PLC0415 - heavy
    from mien.study.scores import read_scores  # noqa: PLC0415 - heavy
    from mien.study.study import read_study  # noqa: PLC0415 - heavy

    whole = read_study(study)
    behaviour = Manner(**manner)
    answers = go_through(whole, read_scores(report), metric, behaviour, raters=raters, seed=seed)
    for path in export(answers, whole.exclusion, out, simulated=True):
        click.echo(path)
    click.echo(f"SIMULATED: {len(answers)} answers of {raters} made-up raters; taste by {metric}")
