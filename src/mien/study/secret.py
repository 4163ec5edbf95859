"""The study's secret: it scrambles worker numbers, and signs what comes back from a browser."""

import hashlib
import hmac
import secrets
from pathlib import Path

from mien.errors import MienError

FILE = "secret"
_BYTES = 32


def write_secret(folder: Path) -> None:
    """Draw a study's secret; only its owner may read the file."""
    path = folder / FILE
    path.touch(mode=0o600)
    path.write_text(secrets.token_hex(_BYTES) + "\n", encoding="ascii")


class Secret:
    """Keyed hashes (HMAC-SHA-256), of which each purpose has its own."""

    def __init__(self, key: bytes) -> None:
        assert len(key) == _BYTES
        self._key = key

    @classmethod
    def read(cls, folder: Path) -> "Secret":
        """Read a study's secret.

        Raises:
            MienError: it is not there or damaged.
        """
        path = folder / FILE
        try:
            return cls(bytes.fromhex(path.read_text(encoding="ascii").strip()))
        except (OSError, ValueError, AssertionError) as error:
            raise MienError(
                f"{path} cannot be read. Without it, raters who come back cannot be told from new "
                "ones: put it back, or make the study again."
            ) from error

    def rater(self, platform: str, worker: str) -> str:
        """What stands for a worker of a platform; it cannot be turned back without the secret."""
        return self._hash("rater", f"{platform}\0{worker}")

    def visit(self, cookie: str) -> str:
        """What stands for a browser's cookie in the database."""
        return self._hash("visit", cookie)

    def form(self, cookie: str) -> str:
        """What a page of ours, and no other, sends back with the cookie."""
        return self._hash("form", cookie)

    def is_form(self, cookie: str, given: str) -> bool:
        """Whether that came back, compared in constant time."""
        return hmac.compare_digest(self.form(cookie).encode(), given.encode())

    def code(self, rater: str) -> str:
        """A rater's completion code: ten letters and digits, which nobody can guess."""
        return self._hash("code", rater)[:10].upper()

    def _hash(self, purpose: str, text: str) -> str:
        return hmac.new(self._key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()[:32]
