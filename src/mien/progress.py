"""Parallel work with a progress bar, on whatever backend does it."""

from joblib import Parallel
from tqdm import tqdm


class ShownParallel(Parallel):  # type: ignore[misc] # joblib has no types
    """Parallel work with a bar that every backend moves, also one of another machine.

    Args:
        bar: it starts at what is done already.
        n_jobs: processes; by default those of an outer `joblib.parallel_config`, or else one.
    """

    def __init__(self, bar: "tqdm[None]", *, n_jobs: int | None) -> None:
        super().__init__(n_jobs=n_jobs)
        self._bar = bar
        self._before = bar.n

    def print_progress(self) -> None:
        """Move the bar to where the work is."""
        self._bar.update(self._before + self.n_completed_tasks - self._bar.n)
