"""For methods whose training one process has to do."""

from mien.errors import MienError
from mien.methods.method import Workplace


def must_be_alone(place: Workplace, method: str) -> None:
    """Refuse a run that several processes share.

    Args:
        place: where the method shall compute.
        method: its name.

    Raises:
        MienError: other processes work on the other parts of each batch.
    """
    if place.distributed:
        raise MienError(
            f"{method} does not share its batches among processes: start `mien train` without "
            "torchrun, or with one process."
        )
