"""`mien study plan`: how many raters and portraits an aim takes."""

import click

from mien.cli.study import options

SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)
COUNT = click.IntRange(min=1)


@click.command(short_help="How many raters it takes.")
@click.option("--half-width", type=SHARE, help="Of the interval, at most. [default: 0.05]")
@click.option("--power", type=SHARE, help="Chance of telling the preference from chance.")
@click.option("--preference", type=SHARE, default=0.6, show_default=True, help="That is expected.")
@click.option("--chance", type=SHARE, default=0.5, show_default=True, help="If nobody sees any.")
@click.option("--level", type=SHARE, default=0.95, show_default=True, help="Of the interval.")
@click.option(
    "--methods", type=click.IntRange(min=2), default=2, show_default=True, help="With ours."
)
@click.option("--expressions", type=COUNT, default=3, show_default=True, help="How many.")
@click.option("--per-rater", type=COUNT, default=10, show_default=True, help="Answers in one cell.")
@click.option("--portraits", "items", type=COUNT, help="How many there are. [default: enough]")
@options.rater_sd
@options.clip_sd
@click.option("--joint", is_flag=True, help="The level holds for all comparisons together.")
@click.option(
    "--lost",
    type=click.FloatRange(0, 1, max_open=True),
    default=0.1,
    show_default=True,
    help="Share of raters who will be excluded.",
)
@click.option(
    "--simulate",
    "studies",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="So many studies of this size, and see.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the simulation."
)
def plan(
    studies: int, seed: int, half_width: float | None, power: float | None, **aim: float
) -> None:
    """Say how many raters and portraits make each cell of Table 1 as sure as wanted.

    Raters and clips differ in how strongly they lean to one method; --rater-sd and --clip-sd say
    how much, as standard deviations of log-odds (0: not at all).
    """
    from mien.study.statistics import plan as planning  # noqa: PLC0415 - imports SciPy
    from mien.study.statistics.clusters import Bootstrap  # noqa: PLC0415 - imports SciPy

    if half_width is None and power is None:
        half_width = 0.05
    wanted = planning.Aim(half_width=half_width, power=power, **aim)  # type: ignore[arg-type] # click's types
    found = planning.plan(wanted)
    click.echo(f"raters      {found.raters} who count; ask {found.recruits}")
    click.echo(f"portraits   {found.items} for each expression")
    click.echo(f"answers     {found.answers} in each cell")
    click.echo(f"trials      {found.trials} for each rater, checks aside")
    click.echo(f"half-width  {found.half_width:.4f}")
    click.echo(f"power       {found.power:.3f}")
    if studies:
        how = Bootstrap(resamples=200, seed=seed)
        seen = planning.tried(wanted, found, studies, how)
        click.echo(
            f"SIMULATED   {seen.studies} studies: half-width {seen.half_width:.4f}, "
            f"coverage {seen.coverage:.3f}, power {seen.power:.3f}"
        )
