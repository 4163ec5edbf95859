"""The bundles that a service offers, each loaded when it is first asked for."""

import threading
from collections.abc import Sequence
from pathlib import Path

from mien.bundle import Card, default_bundle, read_card
from mien.errors import MienError
from mien.runtime import Animator, load

DEFAULT = "default"
"""Name of the bundle that ships with mien."""


class Bundles:
    """Bundles by the names of their folders, in the order in which they were given.

    Args:
        folders: of the bundles; the one that ships with mien is offered where none is given.
        threads: of each network.

    Raises:
        MienError: a folder that is no bundle, or two of one name.
    """

    def __init__(self, folders: Sequence[Path] = (), *, threads: int | None = None) -> None:
        self._folders = {_name(folder): folder.absolute() for folder in folders}
        if len(self._folders) < len(folders):
            raise MienError("Two bundles have the same name: rename the folder of one.")
        if not folders:
            self._folders[DEFAULT] = default_bundle()
        self._cards = {name: read_card(folder) for name, folder in self._folders.items()}
        self._animators: dict[str, Animator] = {}
        self._threads, self._lock = threads, threading.Lock()

    @property
    def cards(self) -> dict[str, Card]:
        """What each says about itself; the first is the one to start with."""
        return dict(self._cards)

    def known(self, name: str | None) -> str:
        """A bundle's name; the first's for None.

        Raises:
            MienError: there is none of that name.
        """
        if name is None:
            return next(iter(self._folders))
        if name not in self._folders:
            raise MienError(f"There is no bundle {name!r}: there are {', '.join(self._folders)}.")
        return name

    def path(self, name: str) -> Path:
        """Where a bundle lies."""
        return self._folders[name]

    def folder(self, name: str) -> Path | None:
        """What `mien animate --bundle` must be told; None for the bundle that ships with mien."""
        folder = self._folders[name]
        return None if folder == default_bundle() else folder

    def animator(self, name: str) -> Animator:
        """The network of a bundle."""
        with self._lock:
            if name not in self._animators:
                self._animators[name] = load(self._folders[name], threads=self._threads)
            return self._animators[name]


def _name(folder: Path) -> str:
    return DEFAULT if folder.absolute() == default_bundle() else folder.absolute().name
