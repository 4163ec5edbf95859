"""`mien evaluate`: bundles and runs against the true frames of a clip set."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mien.errors import MienError

if TYPE_CHECKING:
    from mien.evaluation import Instruments


@click.command(short_help="Measure bundles and runs on a clip set.")
@click.argument("bundles", nargs=-1, metavar="[NAME=]FOLDER...")
@click.option("--clips", type=click.Path(path_type=Path), required=True, help="The clip set.")
@click.option("--split", default="val", show_default=True, help="Which people.")
@click.option("-e", "--expression", "expressions", multiple=True, help="Only this; repeatable.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("report"),
    show_default=True,
    help="Folder for report.json and report.md.",
)
@click.option(
    "--degrees-step",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="ST-LPIPS, the slow part, looks at every so many-th frame.",
)
@click.option("--no-perceptual", is_flag=True, help="Leave ST-LPIPS out: minutes become seconds.")
@click.option("--no-landmarks", is_flag=True, help="Leave displacement and Spearman out.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
def evaluate(
    bundles: tuple[str, ...],
    clips: Path,
    split: str,
    expressions: tuple[str, ...],
    out: Path,
    **how: bool | int,
) -> None:
    """Measure bundles and runs, and the unchanged photo beside them, against true clips.

    A FOLDER was written by `mien export` or by `mien train`; NAME=FOLDER chooses its name in the
    tables. Without one, the bundle that ships is measured. Every clip's first frame is the
    portrait, and every other frame is drawn at its own degree.
    """
    from mien.clips import ClipSet  # noqa: PLC0415 - heavy
    from mien.evaluation import Options, write_report  # noqa: PLC0415 - imports PyTorch
    from mien.evaluation import evaluate as measure  # noqa: PLC0415 - imports PyTorch
    from mien.evaluation.opening import common_size, open_animator  # noqa: PLC0415 - heavy

    paths = named(bundles)
    clip_set = ClipSet.read(clips)
    opened = {name: open_animator(path) for name, path in paths.items()}
    animators = {name: one.animator for name, one in opened.items()}
    options = Options(
        split=split,
        expressions=expressions,
        size=common_size(opened),
        progress=not how["quiet"],
    )
    report = measure(clip_set, animators, _instruments(**how), options)
    for path in write_report(report, out):
        click.echo(path)


def named(bundles: Sequence[str]) -> dict[str, Path | None]:
    """Folders by name: NAME=FOLDER, or a folder that is called as it is.

    Raises:
        MienError: one name for two bundles.
    """
    paths: dict[str, Path | None] = {}
    for text in bundles:
        name, equals, path = text.partition("=")
        folder = Path(path if equals and name else text)
        name = name if equals and name else folder.resolve().name
        if name in paths:
            raise MienError(f"Two bundles are called {name!r}: name them, as in NAME={folder}.")
        paths[name] = folder
    return paths or {"mien": None}


def _instruments(**how: bool | int) -> "Instruments":
    import torch  # noqa: PLC0415 - heavy

    from mien.evaluation import Instruments  # noqa: PLC0415 - imports PyTorch
    from mien.evaluation.tracking import track  # noqa: PLC0415 - imports the inference engine
    from mien.metrics.shift_tolerant import ShiftTolerant  # noqa: PLC0415 - imports PyTorch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    return Instruments(
        network=None if how["no_perceptual"] else ShiftTolerant.find().to(device),
        track=None if how["no_landmarks"] else track,
        step=int(how["degrees_step"]),
    )
