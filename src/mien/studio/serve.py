"""Run the studio: bind, say where it is, open the page, and stop without leaving anything."""

import contextlib
import ipaddress
import logging
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import uvicorn

from mien.errors import MienError
from mien.studio.access import LOOPBACK, Access
from mien.studio.app import create_app
from mien.studio.bundles import Bundles
from mien.studio.limits import Limits

_GRACE = 5
"""Seconds that requests get to finish when the studio stops."""

_BACKLOG = 128


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a studio listens.

    Attributes:
        host: name or number of the interface; the loopback by default.
        port: 0 takes any that is free.
        names: further names by which it may be called, such as those of a proxy.
        key: what visitors must show; made up where the interface is not the loopback.
    """

    host: str = "127.0.0.1"
    port: int = 8018
    names: Sequence[str] = ()
    key: str = ""

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def access(self) -> Access:
        """Who may ask there."""
        key = self.key or ("" if self.is_loopback else secrets.token_urlsafe(24))
        wild = self.host in ("0.0.0.0", "::", "")
        hosts = {*self.names} if self.names else {*()} if wild else {self.host}
        return Access(hosts={*LOOPBACK, *hosts} if hosts else (), key=key)


def serve(
    bundles: Bundles, address: Address, *, limits: Limits, opened: bool, say: Callable[[str], None]
) -> None:
    """Serve until interrupted.

    Args:
        bundles: what to animate with.
        address: where to listen.
        limits: what to take on.
        opened: open the page in a browser.
        say: tells the user something.

    Raises:
        MienError: the address is taken, or not of this machine.
    """
    access = address.access()
    listener = _bound(address)
    place = _place(address.host, listener.getsockname()[1])
    entry = f"{place}/?key={access.key}" if access.key else f"{place}/"
    config = uvicorn.Config(
        create_app(bundles, access=access, limits=limits),
        log_level=logging.WARNING,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        ws_max_size=1 << 16,
        ws_max_queue=4,
    )
    say(f"The studio is at {entry}")
    say("Photos stay in this program's memory. Press Ctrl-C to stop.")
    if opened:
        threading.Timer(0.5, webbrowser.open, [entry]).start()
    # Ctrl-C is how a studio ends; uvicorn raises it again once everything is closed.
    with listener, contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _bound(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or error
        raise MienError(
            f"{address.host}:{address.port} cannot be listened at: {reason}. "
            "Choose another --port, or 0 for any that is free."
        ) from error
    listener.listen(_BACKLOG)
    return listener


def _place(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
