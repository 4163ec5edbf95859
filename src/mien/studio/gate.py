"""The workers that draw, and the bounded line in front of them."""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from mien.studio.refusal import busy

_Result = TypeVar("_Result")

_TYPICAL = 0.25
"""Seconds that a request takes a worker, for the guess when to try again."""


class Gate:
    """Runs work in threads; whoever comes when the line is full is sent away.

    Args:
        workers: that work at once.
        waiting: requests that may wait, of everybody.
        waiting_each: requests of one session that may wait or be worked on.
    """

    def __init__(self, workers: int, waiting: int, waiting_each: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="studio")
        self._most, self._each, self._workers = workers + waiting, waiting_each, workers
        self._present: Counter[str] = Counter()

    async def run(self, who: str, work: Callable[[], _Result]) -> _Result:
        """Do a piece of work in a thread.

        Args:
            who: the session.
            work: what to do.

        Raises:
            RefusalError: 503, the line is full.
        """
        total = self._present.total()
        if total >= self._most or self._present[who] >= self._each:
            raise busy("others are drawing", max(1.0, total / self._workers * _TYPICAL))
        self._present[who] += 1
        future = asyncio.get_running_loop().run_in_executor(self._pool, work)
        # Whoever goes away does not stop a thread: the place is free when the work is done.
        future.add_done_callback(lambda _: self._leave(who))
        return await asyncio.shield(future)

    def _leave(self, who: str) -> None:
        self._present[who] -= 1
        self._present += Counter()  # drops zeros

    def close(self) -> None:
        """Drop what waits, and wait for what is being worked on."""
        self._pool.shutdown(wait=True, cancel_futures=True)
