"""Databases for tests: SQLite always, PostgreSQL where it is installed or named.

MIEN_TEST_POSTGRES names a database that may be emptied; without it, a server is started.
"""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from postgres import INSTALLED, postgres
from sqlalchemy import create_engine, text

from mien.study.database.address import read_address

VARIABLE = "MIEN_TEST_POSTGRES"
KINDS = ("sqlite", "postgresql")


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'answers.db'}"
        return
    if VARIABLE not in os.environ and not INSTALLED:
        pytest.skip(f"there is no PostgreSQL, and {VARIABLE} names no database")
    address = os.environ.get(VARIABLE) or _started()
    _empty(address)
    yield address
    _empty(address)


@cache
def _started() -> str:
    """One server for all tests of the process."""
    server = postgres()
    atexit.register(server.__exit__, None, None, None)
    return server.__enter__()


def _empty(address: str) -> None:
    named, options = read_address(address)
    engine = create_engine(named, connect_args=options)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
