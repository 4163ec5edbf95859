"""Open a database, and bring its tables up to date."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from mien.errors import MienError
from mien.study.database.address import read_address

_MIGRATIONS = Path(__file__).with_name("migrations")


def open_engine(url: str) -> Engine:
    """Open a database by its address, and run the migrations that it lacks.

    SQLite writes ahead (WAL), so that readers wait for nobody, and syncs every commit: what was
    committed outlives the process and the power. Connections to PostgreSQL are tried before they
    are used, since it may have been started again.

    Args:
        url: see `read_address`.

    Raises:
        MienError: no such database can be opened.
    """
    address, options = read_address(url)
    try:
        engine = create_engine(
            address, connect_args=options, pool_size=16, max_overflow=0, pool_pre_ping=bool(options)
        )
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _tune)
            event.listen(engine, "begin", _begin)
        migrate(engine)
    except SQLAlchemyError as error:
        shown = address.render_as_string(hide_password=True)
        raise MienError(f"The database {shown} cannot be opened: {error.args[0]}.") from error
    return engine


def migrate(engine: Engine) -> None:
    """Bring the tables up to date."""
    settings = Config()
    settings.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def _tune(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin too late to lock; `_begin` begins them.
    connection.isolation_level = None
    for setting in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "busy_timeout = 10000",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    """Lock at once where the transaction will write: it cannot then fail halfway for another's."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
