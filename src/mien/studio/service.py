"""The service's state, all of it in memory: what lives as long as the program runs."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

from mien.studio.bundles import Bundles
from mien.studio.gate import Gate
from mien.studio.limits import Limits
from mien.studio.portrait import Portrait
from mien.studio.queue import Queue
from mien.studio.refusal import busy
from mien.studio.shelf import Bounds, Shelf

_TIDY = 30.0
"""Seconds between looks for what is idle."""


@dataclass
class Service:
    """What requests share.

    Attributes:
        limits: what it takes on.
        bundles: what it animates with.
        portraits: the photos of all sessions.
        queue: the clip jobs of all sessions.
        gate: the workers that draw.
        measuring: the worker that calibrates, which takes seconds: frames need not wait for it.
        sockets: live connections.
        uploads: photos that are arriving or wait to be read.
    """

    limits: Limits
    bundles: Bundles
    portraits: Shelf[Portrait] = field(init=False)
    queue: Queue = field(init=False)
    gate: Gate = field(init=False)
    measuring: Gate = field(init=False)
    sockets: int = 0
    uploads: int = 0

    def __post_init__(self) -> None:
        limits = self.limits
        self.portraits = Shelf(
            "photo",
            Bounds(
                most=limits.photos,
                most_each=limits.photos_each,
                nbytes=limits.memory_bytes,
                idle=limits.idle_seconds,
            ),
        )
        self.queue = Queue(limits)
        self.gate = Gate(limits.workers, limits.waiting, limits.waiting_each)
        self.measuring = Gate(1, limits.measuring, 2)

    @contextlib.contextmanager
    def receiving(self) -> Iterator[None]:
        """Hold a place for a photo that arrives, so that few large bodies are in memory.

        Raises:
            RefusalError: 503, there is none.
        """
        if self.uploads >= self.limits.uploads:
            raise busy("other photos are arriving", 1)
        self.uploads += 1
        try:
            yield
        finally:
            self.uploads -= 1

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tidy up while the service runs, and leave nothing behind when it ends."""
        tidying = asyncio.create_task(self._tidy())
        try:
            yield
        finally:
            tidying.cancel()
            await asyncio.to_thread(self.close)

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(_TIDY)
            self.portraits.tidy()
            self.queue.tidy()

    def close(self) -> None:
        """Stop all work and forget everything."""
        self.queue.close()
        self.gate.close()
        self.measuring.close()
        self.portraits.clear()
