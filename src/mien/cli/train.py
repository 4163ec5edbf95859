"""`mien train`: teach a network from a clip set."""

import math
from pathlib import Path
from typing import Literal

import click

from mien.recipes import RECIPES, find_recipe, learning


@click.command(epilog=f"Recipes: {', '.join(sorted(RECIPES))}.")
@click.argument("recipe", metavar="RECIPE", type=click.Choice(sorted(RECIPES)))
@click.option(
    "--clips",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of the clip set.",
)
@click.option(
    "--run",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of the run; one that holds a stopped run of the same recipe is resumed.",
)
@click.option(
    "-e",
    "--expression",
    "expressions",
    multiple=True,
    help="What to learn, once for each; default: the recipe's own. With --from, nothing but the "
    "residual encoders of these learns, and all other expressions stay as they are; with mien-add "
    "the whole network learns, and the others are rehearsed.",
)
@click.option(
    "--from",
    "bundle",
    type=click.Path(path_type=Path),
    help="Bundle whose weights a new run starts from. Expressions that it lacks start as a faint "
    "copy of its first one.",
)
@click.option("--device", default="auto", show_default=True, help="cpu, cuda, cuda:1, ...")
@click.option(
    "--precision",
    type=click.Choice(["auto", "float32", "bfloat16"]),
    default="auto",
    show_default=True,
    help="Arithmetic of the networks; auto takes bfloat16 where the machine computes it.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=math.inf,
    help="Stop once the run has trained for so long in all, with a checkpoint; more minutes go on. "
    "Default: at the recipe's end.",
)
@click.option("--threads", type=click.IntRange(min=1), help="Threads on a CPU; default all cores.")
def train(  # noqa: PLR0913, PLR0917 - one argument an option
    recipe: str,
    clips: Path,
    folder: Path,
    expressions: tuple[str, ...],
    bundle: Path | None,
    device: str,
    precision: Literal["auto", "float32", "bfloat16"],
    minutes: float,
    threads: int | None,
) -> None:
    """Train RECIPE. Under torchrun the processes share each batch, and must share it evenly.

    Stop it when you like, by Ctrl-C or harder: the same command goes on from the last checkpoint.
    """
    import torch  # noqa: PLC0415 - takes seconds

    from mien.bundle import read_card  # noqa: PLC0415 - not for --help
    from mien.training.start import start  # noqa: PLC0415 - imports PyTorch

    if threads is not None:
        torch.set_num_threads(threads)
    chosen = find_recipe(recipe)
    if expressions:
        known = () if bundle is None else read_card(bundle).expressions
        chosen = learning(chosen, expressions, known)
    loop = start(
        chosen,
        clips,
        folder,
        device=device,
        precision=precision,
        bundle=bundle,
    )
    loop.train(minutes=minutes)
