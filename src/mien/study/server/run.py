"""Serve a study until it is stopped."""

from pathlib import Path

import uvicorn

from mien.errors import MienError
from mien.study.database import Store, open_engine
from mien.study.secret import Secret
from mien.study.server.app import create_app
from mien.study.server.settings import Settings
from mien.study.server.site import Site
from mien.study.study import read_study

DATABASE = "answers.db"
"""Name of the SQLite file in a study's folder, unless another database is named."""


def open_site(folder: Path, url: str | None, settings: Settings) -> Site:
    """A study with its database.

    Args:
        folder: the study's.
        url: address of the database; None for `DATABASE` in the folder.
        settings: how it will be served.

    Raises:
        MienError: the study or its database cannot be opened.
    """
    study = read_study(folder)
    engine = open_engine(url or database_url(folder))
    return Site(
        folder=folder,
        study=study,
        secret=Secret.read(folder),
        store=Store(engine, study),
        settings=settings,
    )


def database_url(folder: Path) -> str:
    """Address of the SQLite database in a study's folder."""
    return f"sqlite:///{(folder / DATABASE).absolute()}"


def run(site: Site, host: str, port: int, *, proxy: str | None = None) -> None:
    """Serve a study. Addresses of visitors are logged nowhere.

    Args:
        site: the study.
        host: name or address to listen at.
        port: port to listen at.
        proxy: address of a proxy whose word on who asks is taken.

    Raises:
        MienError: the port is taken.
    """
    config = uvicorn.Config(
        create_app(site),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
        h11_max_incomplete_event_size=16384,
        timeout_graceful_shutdown=5,
    )
    try:
        uvicorn.Server(config).run()
    except SystemExit as error:
        raise MienError(
            f"Nothing can be served at {host}:{port}. Is the port taken? Choose another."
        ) from error
