"""Clip jobs of everybody: a bounded line, and finished clips that are kept for a while."""

from concurrent.futures import ThreadPoolExecutor

from mien.studio.job import Job
from mien.studio.limits import Limits
from mien.studio.refusal import RefusalError, busy
from mien.studio.shelf import Bounds, Shelf

_TYPICAL = 10.0
"""Seconds that a job takes, for the guess when to try again."""


class Queue:
    """Draws jobs, few at once, the first first.

    Args:
        limits: of the service.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pool = ThreadPoolExecutor(limits.jobs, thread_name_prefix="clips")
        self._shelf: Shelf[Job] = Shelf(
            "clip",
            Bounds(
                most=16 * (limits.jobs + limits.jobs_waiting),
                most_each=limits.jobs_each,
                nbytes=limits.results_bytes,
                idle=limits.idle_seconds,
            ),
            forget=Job.forget,
        )
        self._line: list[Job] = []

    def add(self, owner: str, job: Job) -> str:
        """Let a job wait its turn.

        Returns:
            Its id.

        Raises:
            RefusalError: 503, the line is full; 429, the session has enough to wait for.
        """
        try:
            self._check(owner)
        except RefusalError:
            job.forget()
            raise
        key = self._shelf.put(owner, job)
        self._line.append(job)
        self._pool.submit(job.run)
        return key

    def _check(self, owner: str) -> None:
        self._line = [waiting for waiting in self._line if not waiting.is_over]
        if len(self._line) >= self._limits.jobs + self._limits.jobs_waiting:
            raise busy(f"{len(self._line)} clips are being made", _TYPICAL)
        mine = sum(not other.is_over for _, other in self._shelf.of(owner))
        if mine >= self._limits.jobs_each:
            raise RefusalError(
                429,
                f"{mine} clips are being made for you: wait for one of them, or cancel it.",
                retry_after=_TYPICAL,
            )

    def get(self, owner: str, key: str) -> Job:
        """Find a job; `Shelf.get`."""
        return self._shelf.get(owner, key)

    def of(self, owner: str) -> list[tuple[str, Job]]:
        """The jobs of a session."""
        return self._shelf.of(owner)

    def drop(self, owner: str, key: str) -> None:
        """Call a job off and forget it; `Shelf.drop`."""
        self._shelf.drop(owner, key)

    def tidy(self) -> None:
        """Forget what nobody fetched."""
        self._shelf.tidy()

    def close(self) -> None:
        """Call everything off, wait until it has stopped, and remove it."""
        for job in self._line:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._shelf.clear()
