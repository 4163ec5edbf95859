"""Things that are kept while they are used: a bounded, timed, private store."""

import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from mien.studio.refusal import missing


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How much a shelf holds.

    Attributes:
        most: things of everybody.
        most_each: things of one owner.
        nbytes: of all things; the newest stays even if it alone takes more.
        idle: seconds after which a thing that nobody used is forgotten.
    """

    most: int
    most_each: int
    nbytes: int
    idle: float


class Sized(Protocol):
    """What says how much memory or disk it takes."""

    @property
    def nbytes(self) -> int:
        """Bytes."""


_Thing = TypeVar("_Thing", bound=Sized)


@dataclass
class _Place(Generic[_Thing]):
    owner: str
    thing: _Thing
    used: float


class Shelf(Generic[_Thing]):
    """Things by an unguessable id; nobody but their owner sees them.

    Args:
        what: one of the things, in a word for messages.
        bounds: how much it holds.
        forget: what to do with a thing that leaves.
        clock: seconds.
    """

    def __init__(
        self,
        what: str,
        bounds: Bounds,
        *,
        forget: Callable[[_Thing], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what, self._bounds, self._forget, self._clock = what, bounds, forget, clock
        self._places: OrderedDict[str, _Place[_Thing]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._places)

    @property
    def nbytes(self) -> int:
        """Bytes of all things."""
        return sum(place.thing.nbytes for place in list(self._places.values()))

    def put(self, owner: str, thing: _Thing) -> str:
        """Keep a thing, and forget others if there is no room.

        Returns:
            Its id.
        """
        key = secrets.token_urlsafe(18)
        with self._lock:
            self._places[key] = _Place(owner, thing, self._clock())
        self.tidy()
        return key

    def get(self, owner: str, key: str) -> _Thing:
        """Find a thing, which counts as using it.

        Raises:
            RefusalError: 404, there is none, or it is somebody else's.
        """
        with self._lock:
            place = self._places.get(key)
            if place is None or place.owner != owner:
                raise missing(self._what)
            place.used = self._clock()
            self._places.move_to_end(key)
            return place.thing

    def of(self, owner: str) -> list[tuple[str, _Thing]]:
        """What belongs to somebody, with its ids."""
        with self._lock:
            places = list(self._places.items())
        return [(key, place.thing) for key, place in places if place.owner == owner]

    def drop(self, owner: str, key: str) -> None:
        """Forget a thing.

        Raises:
            RefusalError: 404, there is none, or it is somebody else's.
        """
        thing = self.get(owner, key)
        with self._lock:
            self._places.pop(key, None)
        self._forget(thing)

    def tidy(self) -> None:
        """Forget what is idle, and what there is no room for."""
        with self._lock:
            leaving = [self._places.pop(key) for key in list(self._leaving())]
        for place in leaving:
            self._forget(place.thing)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            leaving = list(self._places.values())
            self._places.clear()
        for place in leaving:
            self._forget(place.thing)

    def _leaving(self) -> Iterator[str]:
        """Ids of what must go, walking from what was used last: the newest have the room."""
        now, bounds = self._clock(), self._bounds
        total, each = 0, Counter[str]()
        for key, place in reversed(self._places.items()):
            crowded = each.total() >= bounds.most or each[place.owner] >= bounds.most_each
            heavy = total and total + place.thing.nbytes > bounds.nbytes
            if crowded or heavy or now - place.used > bounds.idle:
                yield key
            else:
                each[place.owner] += 1
                total += place.thing.nbytes
