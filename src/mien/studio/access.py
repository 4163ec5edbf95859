"""Who may ask: the right host, the right origin, the key where there is one; and whose is whose."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mien.studio.refusal import RefusalError

SESSION = "mien_session"
"""Cookie that tells whose photos are whose."""

KEY = "mien_key"
"""Cookie that holds the key, once it was given."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this machine for itself."""


@dataclass(frozen=True, kw_only=True)
class Access:
    """The rules of one service.

    Attributes:
        hosts: names by which it may be called, which keeps other sites' pages from reaching it by
            a name that they point here (DNS rebinding); none allows any, for a service with a key.
        key: what must be shown in a cookie or a header; empty for none.
        secret: signs sessions, so that nobody can choose one for somebody else.
    """

    hosts: Collection[str] = LOOPBACK
    key: str = ""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def check_place(self, headers: Mapping[str, str]) -> None:
        """Refuse requests by another name, and those that other sites' pages make.

        Raises:
            RefusalError: 403 or 421.
        """
        host = headers.get("host", "")
        if self.hosts and _name(host) not in self.hosts:
            raise RefusalError(
                421,
                f"This studio is not called {_name(host) or 'nothing'}. "
                "Start it with --name to let it answer to another name.",
            )
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            raise RefusalError(403, "Another site's page may not use this studio.")

    def check_key(self, cookies: Mapping[str, str], headers: Mapping[str, str]) -> None:
        """Refuse who does not know the key.

        Raises:
            RefusalError: 401.
        """
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if self.key and not any(
            self.is_key(shown) for shown in (cookies.get(KEY, ""), bearer) if shown
        ):
            raise RefusalError(401, "This studio needs a key: open the address that it printed.")

    def is_key(self, shown: str) -> bool:
        """Whether somebody knows the key, told in constant time."""
        return bool(self.key) and hmac.compare_digest(shown.encode(), self.key.encode())

    def owner(self, cookies: Mapping[str, str]) -> str | None:
        """The session of a request; None if it shows none that was issued here."""
        name, _, mark = cookies.get(SESSION, "").partition(".")
        good = name and hmac.compare_digest(mark.encode(), self._mark(name).encode())
        return name if good else None

    def new_owner(self) -> tuple[str, str]:
        """A new session, and the value of its cookie."""
        name = secrets.token_urlsafe(24)
        return name, f"{name}.{self._mark(name)}"

    def _mark(self, name: str) -> str:
        return hmac.new(self.secret, name.encode(), hashlib.sha256).hexdigest()


def _name(host: str) -> str:
    """A Host header's name, without port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
