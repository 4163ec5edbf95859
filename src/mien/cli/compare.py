"""`mien compare`: two clips side by side."""

from pathlib import Path

import click

from mien.errors import MienError


@click.command(short_help="Put clips side by side.")
@click.argument("clips", nargs=-1, type=click.Path(path_type=Path), metavar="[NAME=]CLIP...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The clip.")
@click.option("--fps", type=click.FloatRange(1, 240), default=25.0, show_default=True)
@click.option(
    "--size",
    type=click.IntRange(16, 4096),
    default=512,
    show_default=True,
    help="Longest side of each, in pixels; smaller ones are not enlarged.",
)
def compare(clips: tuple[Path, ...], output: Path, fps: float, size: int) -> None:
    """Put two clips or more side by side, frame by frame, each with its name below.

    A CLIP is a video, a picture, an .npz or a folder of pictures; NAME=CLIP chooses what stands
    below it. The shorter one stays at its last frame. The result is marked as generated if one of
    them is.
    """
    from mien.media import (  # noqa: PLC0415 - heavy
        check_target,
        iter_frames,
        read_label,
        side_by_side,
        write_clip,
    )

    if len(clips) < 2:
        raise MienError(f"{len(clips)} clips cannot be compared: name two or more.")
    check_target(output)
    named = [_named(str(clip)) for clip in clips]
    labels = [label for _, path in named if (label := read_label(path))]
    frames = side_by_side(
        [iter_frames(path) for _, path in named], [name for name, _ in named], cell=size
    )
    click.echo(write_clip(frames, output, fps=fps, label=labels[0] if labels else None))


def _named(text: str) -> tuple[str, Path]:
    """What stands below a clip, and where the clip is."""
    name, equals, path = text.partition("=")
    if equals and name:
        return name, Path(path)
    return Path(text).stem, Path(text)
