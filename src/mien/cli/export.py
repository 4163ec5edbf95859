"""`mien export`: write what a run has learnt as a bundle."""

import json
from pathlib import Path

import click

from mien.errors import MienError

LONG = {"figures", "comparisons"}
"""Parts of a report, clip by clip and pair by pair, that a card has no room for."""


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option(
    "--metrics",
    type=click.Path(path_type=Path),
    help="JSON file with figures for the bundle's card, such as report.json of `mien evaluate`, of "
    "which single clips and comparisons are left out.",
)
def export(run: Path, bundle: Path, metrics: Path | None) -> None:
    """Write the best network of RUN as a new folder BUNDLE."""
    from mien.training.export import export as write  # noqa: PLC0415 - imports PyTorch
    from mien.training.run import Run  # noqa: PLC0415 - imports PyTorch

    card = write(Run(run), bundle, metrics=_figures(metrics))
    click.echo(f"{bundle}: {', '.join(card.expressions)}")


def _figures(path: Path | None) -> dict[str, object]:
    if path is None:
        return {}
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MienError(f"{path} cannot be read as JSON: {error}.") from error
    if not isinstance(figures, dict):
        raise MienError(f"{path} must hold a JSON object of figures.")
    card = {name: value for name, value in figures.items() if name not in LONG}
    if "setting" in card:
        # The command names folders of the machine that measured.
        card["setting"] = {k: v for k, v in card["setting"].items() if k != "command"}
    return card
