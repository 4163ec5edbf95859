"""Databases for tests: SQLite always, PostgreSQL where MIEN_TEST_POSTGRES names an empty one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
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
    address = os.environ.get(VARIABLE, "")
    if not address:
        pytest.skip(f"{VARIABLE} names no PostgreSQL database")
    _empty(address)
    yield address
    _empty(address)


def _empty(address: str) -> None:
    named, options = read_address(address)
    engine = create_engine(named, connect_args=options)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
