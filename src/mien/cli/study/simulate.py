"""`mien study simulate`: answers of raters of known taste."""

from pathlib import Path
from typing import Any

import click

from mien.cli.numbers import numbers_by_name
from mien.cli.study import options


@click.command(short_help="Answers of made-up raters.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--strength",
    "strengths",
    multiple=True,
    required=True,
    metavar="METHOD=NUMBER",
    callback=numbers_by_name,
    help="Bradley-Terry log-strength; repeatable.",
)
@click.option(
    "--sensitivity",
    "sensitivities",
    multiple=True,
    metavar="METHOD=NUMBER",
    callback=numbers_by_name,
    help="d' between its clips and real ones; repeatable.",
)
@click.option("--ours", default="", help="Compare this with the others; else all with all.")
@click.option("--raters", type=click.IntRange(min=1), default=50, show_default=True)
@click.option("--portraits", "items", type=click.IntRange(min=1), default=50, show_default=True)
@click.option(
    "--per-rater",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Answers of a rater in one cell.",
)
@click.option(
    "-e", "--expression", "expressions", multiple=True, help="Repeatable. [default: three]"
)
@options.rater_sd
@options.clip_sd
@options.side_bias
@options.lapse
@options.cheaters
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
def simulate(
    out: Path, strengths: dict[str, float], sensitivities: dict[str, float], **how: Any
) -> None:
    """Write the answers that raters of a known taste would give to OUT, marked as simulated."""
    import numpy as np  # noqa: PLC0415 - heavy

    from mien.study.answers import EXPRESSIONS  # noqa: PLC0415
    from mien.study.records import write_answers  # noqa: PLC0415 - imports PyAV
    from mien.study.statistics import simulate as simulation  # noqa: PLC0415 - imports NumPy
    from mien.study.statistics.taste import Taste  # noqa: PLC0415 - imports SciPy

    layout = ("raters", "items", "per_rater", "expressions", "ours")
    rng = np.random.default_rng(how.pop("seed"))
    how["expressions"] = how["expressions"] or EXPRESSIONS
    asked = simulation.Layout(**{name: how.pop(name) for name in layout})
    taste = Taste(strengths=strengths, sensitivity=sensitivities, **how)
    answers = simulation.simulate(taste, asked, rng)
    write_answers(out, answers, simulated=True)
    click.echo(f"SIMULATED: {len(answers)} answers of {asked.raters} made-up raters in {out}")
