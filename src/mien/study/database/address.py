"""Where a database is, in the words that PostgreSQL's own tools use, and how it is reached."""

import getpass
import ssl
from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from mien.errors import MienError

_KNOWN = {"sslmode", "sslrootcert"}

_MODES: Mapping[str, bool | None] = {
    "disable": False,
    "allow": None,
    "prefer": None,
    "require": True,
    "verify-ca": True,
    "verify-full": True,
}
"""Whether a connection is encrypted, by libpq's name for it; None: if the server can."""


def read_address(url: str) -> tuple[URL, dict[str, Any]]:
    """Read a database's address.

    Args:
        url: `sqlite:///PATH`, or `postgresql://USER@HOST/NAME` with libpq's `sslmode` and
            `sslrootcert` after a question mark; without a USER, the account that runs mien.

    Returns:
        The address with its driver, and what the driver must be told beside it.

    Raises:
        MienError: no such database is known.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise MienError(f"{url!r} is no address of a database: sqlite:///study.db is.") from error
    if address.drivername == "sqlite":
        return address, {}
    if address.drivername != "postgresql":
        raise MienError(f"{address.drivername} is not supported: use SQLite or PostgreSQL.")
    if unknown := sorted(set(address.query) - _KNOWN):
        raise MienError(f"A database's address cannot say {unknown[0]}, only sslmode, sslrootcert.")
    user = address.username or getpass.getuser()
    named = address.set(drivername="postgresql+pg8000", username=user, query={})
    return named, {"ssl_context": _encryption({**address.query})}


def _encryption(query: Mapping[str, Any]) -> ssl.SSLContext | bool | None:
    """What pg8000 takes for it."""
    mode = query.get("sslmode", "prefer")
    if mode not in _MODES:
        raise MienError(f"sslmode is {mode!r}; known are {', '.join(_MODES)}.")
    if not mode.startswith("verify"):
        return _MODES[mode]
    authority = query.get("sslrootcert")
    try:
        context = ssl.create_default_context(cafile=authority)
    except OSError as error:
        raise MienError(f"The certificates in {authority} cannot be read: {error}.") from error
    context.check_hostname = mode == "verify-full"
    return context
