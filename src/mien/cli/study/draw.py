"""`mien study draw`: a clip set's clips as every bundle draws them."""

from pathlib import Path

import click

from mien.errors import MienError

_PATH = click.Path(path_type=Path)


@click.command(short_help="Draw a clip set's clips with every bundle.")
@click.argument("bundles", nargs=-1, metavar="[NAME=]FOLDER...")
@click.option("--clips", type=_PATH, required=True, help="The clip set.")
@click.option("--split", default="val", show_default=True, help="Which people.")
@click.option("-e", "--expression", "expressions", multiple=True, help="Only this; repeatable.")
@click.option("--still", is_flag=True, help="The unchanged photo takes part as well.")
@click.option("-o", "--out", type=_PATH, default=Path("clips"), show_default=True, help="Folder.")
def draw(
    bundles: tuple[str, ...],
    clips: Path,
    split: str,
    expressions: tuple[str, ...],
    still: bool,  # noqa: FBT001 - click's signature
    out: Path,
) -> None:
    """Draw each clip of a clip set's SPLIT with bundles and runs, for `mien study make --table`.

    Folders are named as for `mien evaluate`. Of each person and expression one clip is drawn, with
    the true clip beside it, at its length and its degrees.
    """
    from mien.cli.evaluate import named  # noqa: PLC0415
    from mien.clips import ClipSet  # noqa: PLC0415 - heavy
    from mien.evaluation import entrant  # noqa: PLC0415 - imports PyTorch
    from mien.evaluation.opening import common_size, open_entrant  # noqa: PLC0415 - heavy
    from mien.study.making.drawing import draw_clips, one_each  # noqa: PLC0415 - heavy

    clip_set = ClipSet.read(clips)
    chosen = one_each(clip_set.split(split, expressions or None))
    if not chosen:
        raise MienError(
            f"The split {split!r} has no such clip; the clip set shows: "
            f"{', '.join(clip_set.expressions)}."
        )
    opened = {name: open_entrant(path) for name, path in named(bundles).items()}
    methods = {name: one.entrant for name, one in opened.items()}
    if still:
        methods |= {entrant.STILL: entrant.still(clip_set.expressions)}
    table = draw_clips(clip_set, methods, chosen, common_size(opened), out)
    people = len({clip.person for clip in chosen})
    click.echo(f"{table}: {len(chosen)} things to show of {people} people, {len(methods)} methods")
