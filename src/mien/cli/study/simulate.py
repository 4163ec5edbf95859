"""`mien study simulate`: answers of raters of known taste."""

from math import isfinite
from pathlib import Path
from typing import Any

import click

from mien.cli.study import options
from mien.errors import MienError


@click.command(short_help="Answers of made-up raters.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--strength",
    "strengths",
    multiple=True,
    required=True,
    metavar="METHOD=NUMBER",
    help="Bradley-Terry log-strength; repeatable.",
)
@click.option(
    "--sensitivity",
    "sensitivities",
    multiple=True,
    metavar="METHOD=NUMBER",
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
    out: Path, strengths: tuple[str, ...], sensitivities: tuple[str, ...], **how: Any
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
    taste = Taste(strengths=_numbers(strengths), sensitivity=_numbers(sensitivities), **how)
    answers = simulation.simulate(taste, asked, rng)
    write_answers(out, answers, simulated=True)
    click.echo(f"SIMULATED: {len(answers)} answers of {asked.raters} made-up raters in {out}")


def _numbers(given: tuple[str, ...]) -> dict[str, float]:
    """METHOD=NUMBER, by method."""
    found = {}
    for text in given:
        name, _, number = text.rpartition("=")
        try:
            found[name] = float(number)
        except ValueError:
            name = ""
        if not name or not isfinite(found[name]):
            raise MienError(f"{text!r} is not METHOD=NUMBER, as in mien=0.8.")
    return found
