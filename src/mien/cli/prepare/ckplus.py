"""`mien prepare ckplus`: a clip set from the Extended Cohn-Kanade set."""

from pathlib import Path
from typing import Any

import click

from mien.cli.prepare.common import run, shared_options


@click.command(short_help="From the Extended Cohn-Kanade set.")
@click.argument("root", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@shared_options
def ckplus(root: Path, out: Path, **how: Any) -> None:
    """Prepare the labelled sequences of ROOT as the clip set OUT.

    ROOT holds cohn-kanade-images, Landmarks and Emotion as they were distributed. The same command
    goes on with what a stopped one has left.
    """
    from mien.preparation.ckplus import CKPlus  # noqa: PLC0415 - imports NumPy

    run(CKPlus(root), out, **how)
