"""`mien compare`: clips, or what several methods make of one photo, side by side."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mien.errors import MienError

FPS = 25.0
"""Frames per second of clips where nobody says otherwise."""

DEGREES = "rise-and-fall:41"
"""Schedule of photos, likewise."""

HEADS = ("bundle.json", "run.json")
"""What tells a folder that can draw from a folder of pictures: a bundle's card, a run's head."""


@click.command(short_help="Put clips, bundles or runs side by side.")
@click.argument("sides", nargs=-1, metavar="[NAME=]CLIP|FOLDER...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The clip.")
@click.option("--photo", type=click.Path(path_type=Path), help="Let bundles and runs draw it.")
@click.option(
    "-e", "--expression", "expressions", multiple=True, help="With --photo: shown; repeatable."
)
@click.option("--degrees", metavar="SCHEDULE", help=f"With --photo.  [default: {DEGREES}]")
@click.option(
    "--fps",
    type=click.FloatRange(1, 240),
    help="Frames per second.  [default: 25, or the schedule's]",
)
@click.option(
    "--size",
    type=click.IntRange(16, 4096),
    default=512,
    show_default=True,
    help="Longest side of each, in pixels; smaller ones are not enlarged.",
)
def compare(sides: tuple[str, ...], output: Path, photo: Path | None, **how: Any) -> None:
    """Put two clips or more side by side, frame by frame, each with its name below.

    A CLIP is a video, a picture, an .npz or a folder of pictures; NAME=CLIP chooses what stands
    below it. The shorter one stays at its last frame. The result is marked as generated if one of
    them is.

    With --photo, a FOLDER was written by `mien export` or by `mien train`: each draws the photo's
    largest face, framed, at the same degrees, in one expression after another. Whoever does not
    know one of them stays blank.
    """
    from mien.media import check_target  # noqa: PLC0415 - heavy

    if len(sides) < 2:
        raise MienError(f"{len(sides)} cannot be compared: name two clips or more, or two folders.")
    check_target(output)
    if output.resolve() in {path.resolve() for _, path in map(_named, sides)}:
        raise MienError(f"{output} is one of what is compared, and would be lost: choose another.")
    if photo:
        click.echo(_methods(sides, photo, output, **how))
        return
    if how["expressions"] or how["degrees"]:
        raise MienError("-e and --degrees say what bundles and runs draw: add --photo PHOTO.")
    click.echo(_clips(sides, output, fps=how["fps"] or FPS, size=how["size"]))


def _clips(sides: Sequence[str], output: Path, *, fps: float, size: int) -> Path:
    from mien.media import (  # noqa: PLC0415 - heavy
        iter_frames,
        read_label,
        side_by_side,
        write_clip,
    )

    named = [_named(text) for text in sides]
    if draw := [str(path) for _, path in named if any((path / head).is_file() for head in HEADS)]:
        raise MienError(f"{' and '.join(draw)} can draw: add --photo PHOTO, and -e to say what.")
    labels = [label for _, path in named if (label := read_label(path))]
    frames = side_by_side(
        [iter_frames(path) for _, path in named], [name for name, _ in named], cell=size
    )
    return write_clip(frames, output, fps=fps, label=labels[0] if labels else None)


def _methods(sides: Sequence[str], photo: Path, output: Path, **how: Any) -> Path:
    from mien.cli.evaluate import named  # noqa: PLC0415 - as its neighbours
    from mien.evaluation.opening import open_entrant  # noqa: PLC0415 - imports PyTorch
    from mien.evaluation.together import together  # noqa: PLC0415 - imports PyTorch
    from mien.media import read_photo, write_clip  # noqa: PLC0415 - heavy
    from mien.schedules import parse  # noqa: PLC0415 - imports NumPy

    folders = named(sides)
    if wrong := [f"{path}" for path in folders.values() if path and not path.is_dir()]:
        raise MienError(
            f"{' and '.join(wrong)} is no folder. With --photo, name folders written by `mien "
            "train` or `mien export`; without it, clips."
        )
    schedules = parse(how["degrees"] or DEGREES, how["expressions"], fps=how["fps"])
    opened = {name: open_entrant(path) for name, path in folders.items()}
    frames = together(opened, read_photo(photo), schedules, cell=how["size"])
    total = sum(len(schedule) for schedule in schedules)
    return write_clip(frames, output, fps=schedules[0].fps, total=total)


def _named(text: str) -> tuple[str, Path]:
    """What stands below a clip, and where the clip is."""
    name, equals, path = text.partition("=")
    if equals and name:
        return name, Path(path)
    return Path(text).stem, Path(text)
