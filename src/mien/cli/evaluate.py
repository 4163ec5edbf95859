"""`mien evaluate`: bundles and runs against the true frames of a clip set."""

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mien.cli.options import MOST_JOBS
from mien.errors import MienError

if TYPE_CHECKING:
    from mien.clips import ClipSet
    from mien.evaluation import Entrant, Instruments, Options, Report
    from mien.evaluation.instruments import Instrument
    from mien.evaluation.opening import Opened
    from mien.evaluation.photos import Photos

OPTIONS: "Mapping[Instrument, str]" = {
    "network": "no_perceptual",
    "track": "no_landmarks",
    "embed": "no_identity",
    "recognise": "no_recognition",
}
"""Options that leave an instrument out."""


@click.command(short_help="Measure bundles and runs on a clip set or on photos.")
@click.argument("bundles", nargs=-1, metavar="[NAME=]FOLDER...")
@click.option("--clips", type=click.Path(path_type=Path), help="The clip set.")
@click.option(
    "--photos", type=click.Path(path_type=Path), help="Instead: a folder of photos without truth."
)
@click.option("--split", default="val", show_default=True, help="Which people of the clip set.")
@click.option("-e", "--expression", "expressions", multiple=True, help="Only this; repeatable.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("report"),
    show_default=True,
    help="Folder for report.html, report.json, report.md, scores.csv and what is kept.",
)
@click.option(
    "--degrees-step",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="ST-LPIPS, the slowest, looks at every so many-th frame.",
)
@click.option("--no-perceptual", is_flag=True, help="Leave ST-LPIPS and kernel distance out.")
@click.option("--no-landmarks", is_flag=True, help="Leave displacement and all of motion out.")
@click.option("--no-identity", is_flag=True, help="Leave out whether it is the same person.")
@click.option("--no-recognition", is_flag=True, help="Leave out which expression is recognised.")
@click.option("--morph", is_flag=True, help="Add the oracle that is given each clip's peak.")
@click.option("--training-person", is_flag=True, help="The page shows one of them, too.")
@click.option(
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    help="Processes.  [default: 1]",
)
@click.option("--quiet", is_flag=True, help="No progress bar.")
def evaluate(
    bundles: tuple[str, ...],
    clips: Path | None,
    photos: Path | None,
    out: Path,
    **how: Any,
) -> None:
    """Measure bundles and runs, and the unchanged photo beside them, against true clips.

    A FOLDER was written by `mien export` or by `mien train`; NAME=FOLDER chooses its name in the
    tables. Without one, the bundle that ships is measured. Every clip's first frame is the
    portrait, and every other frame is drawn at its own degree. Figures are kept in the report's
    folder: the same command goes on where it was stopped.

    Instruments whose weights are not installed leave their figures empty, and the report names what
    would install them.

    With --photos there is no truth: the largest face of each photo is drawn in every expression,
    and what can be known without truth is measured.
    """
    from mien.evaluation import Album, illustrate, write_report  # noqa: PLC0415 - imports PyTorch
    from mien.evaluation import evaluate as measure  # noqa: PLC0415 - imports PyTorch
    from mien.evaluation.opening import open_entrant  # noqa: PLC0415 - heavy

    _check(clips, photos, **how)
    opened = {name: open_entrant(path) for name, path in named(bundles).items()}
    options = _options(opened, out, **how)
    subjects = _subjects(clips, photos, opened, options)
    entrants = {name: one.entrant for name, one in opened.items()} | _oracle(subjects, **how)
    report = measure(subjects, entrants, _instruments(photos, **how), options)
    for text in _failures(report):
        click.echo(f"warning: {text}", err=True)
    pictures = illustrate(
        report,
        Album(subjects, entrants, options.size),
        training_person=how["training_person"],
        progress=options.progress,
    )
    setting = {**report.setting, "command": shlex.join(["mien", *sys.argv[1:]])}
    whole = replace(report, costs=pictures.costs, setting=setting)
    for path in write_report(whole, out, pictures):
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


def _failures(report: "Report") -> Iterator[str]:
    for name, reasons in report.failed.items():
        count = f"{len(reasons)} of {report.setting['clips']}"
        yield f"{name} could not draw {count} clips. {next(iter(reasons.values()))}"


def _check(clips: Path | None, photos: Path | None, **how: Any) -> None:
    """Refuse what does not go together.

    Raises:
        MienError: neither or both of clips and photos, or what needs the truth of photos.
    """
    if (clips is None) == (photos is None):
        raise MienError("Name a clip set with --clips, or a folder of photos with --photos.")
    for option in ("morph", "training_person"):
        if photos and how[option]:
            name = option.replace("_", "-")
            raise MienError(f"Photos have no truth and no split: leave out --{name}.")


def _options(opened: "Mapping[str, Opened]", out: Path, **how: Any) -> "Options":
    from mien.evaluation import Options  # noqa: PLC0415 - imports PyTorch
    from mien.evaluation.opening import common_size  # noqa: PLC0415 - heavy
    from mien.evaluation.shelf import FOLDER  # noqa: PLC0415 - imports PyTorch

    return Options(
        split=how["split"],
        expressions=how["expressions"],
        size=common_size(opened),
        jobs=how["jobs"],
        cache=out / FOLDER,
        progress=not how["quiet"],
    )


def _subjects(
    clips: Path | None, photos: Path | None, opened: "Mapping[str, Opened]", options: "Options"
) -> "ClipSet | Photos":
    from mien.clips import ClipSet  # noqa: PLC0415 - heavy
    from mien.evaluation.opening import common_frame  # noqa: PLC0415 - heavy
    from mien.evaluation.photos import read_photos  # noqa: PLC0415 - heavy

    if clips:
        return ClipSet.read(clips)
    assert photos is not None
    known = {name for one in opened.values() for name in one.entrant.expressions}
    return read_photos(photos, common_frame(opened), tuple(known), progress=options.progress)


def _oracle(subjects: "ClipSet | Photos", **how: Any) -> "dict[str, Entrant]":
    from mien.evaluation.entrant import MORPH  # noqa: PLC0415 - imports PyTorch
    from mien.evaluation.oracle import morph  # noqa: PLC0415 - imports PyTorch

    return {MORPH: morph(subjects.expressions)} if how["morph"] else {}


def _instruments(photos: Path | None, **how: Any) -> "Instruments":
    from mien.evaluation.finding import find_instruments  # noqa: PLC0415 - imports PyTorch

    left_out = {name for name, option in OPTIONS.items() if how[option]}
    found = find_instruments(
        left_out | ({"network"} if photos else set()), step=how["degrees_step"]
    )
    for reason in found.missing.values():
        click.echo(f"warning: not everything is measured. {reason}", err=True)
    return found
