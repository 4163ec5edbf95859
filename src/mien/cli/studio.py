"""`mien studio`: the page on which photos are animated by hand."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mien.studio.bundles import Bundles


@click.command()
@click.option(
    "--bundle",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Folder of a trained network; repeat it to choose among several.  [default: mien's own]",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Interface to listen at.")
@click.option("--port", default=8018, show_default=True, help="0 takes any that is free.")
@click.option(
    "--name", multiple=True, help="Further name by which the studio is called, as by a proxy."
)
@click.option(
    "--key",
    default="",
    envvar="MIEN_STUDIO_KEY",
    help="What visitors must know.  [default: none on the loopback, else made up]",
)
@click.option("--threads", type=click.IntRange(1, 1024), help="Threads of each network.")
@click.option(
    "--static",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write a page that needs no service, for any web host, into a folder, and end.",
)
@click.option(
    "--onnxruntime-web",
    "package",
    type=click.Path(path_type=Path),
    envvar="MIEN_ONNXRUNTIME_WEB",
    metavar="TGZ",
    help="For --static: what `npm pack onnxruntime-web@VERSION` wrote; without it the version is "
    "named.  [default: in this folder]",
)
@click.option("--open/--no-open", "opened", default=True, help="Open the page in a browser.")
def studio(  # noqa: PLR0913 - a command's options
    *,
    bundle: tuple[Path, ...],
    host: str,
    port: int,
    name: tuple[str, ...],
    key: str,
    threads: int | None,
    opened: bool,
    static: Path | None,
    package: Path | None,
) -> None:
    """Open a page to drop a photo, draw its expressions over time, watch and keep the clip.

    It listens on this machine alone unless --host says otherwise; then a key is needed.
    """
    from mien.studio.bundles import Bundles  # noqa: PLC0415 - NumPy takes a tenth of a second

    offered = Bundles(bundle, threads=threads)
    if static:
        _write(offered, static, package)
        return
    from mien.studio.limits import Limits  # noqa: PLC0415
    from mien.studio.serve import Address, serve  # noqa: PLC0415 - the web server

    address = Address(host=host, port=port, names=name, key=key)
    serve(offered, address, limits=Limits(), opened=opened, say=click.echo)


def _write(offered: "Bundles", folder: Path, package: Path | None) -> None:
    from mien.studio.onnxruntime_web import PACKAGE  # noqa: PLC0415
    from mien.studio.static import write_static  # noqa: PLC0415

    total = write_static(offered, package or Path(PACKAGE), folder)
    click.echo(f"{folder}: {total / 1e6:.0f} MB, to be served by any web host")
