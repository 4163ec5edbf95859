"""Methods that a single process trains."""

from mien.errors import MienError
from mien.methods.method import Workplace


def require_single_process(place: Workplace, method: str) -> None:
    """Refuse to share batches among processes.

    Args:
        place: where the method is to learn.
        method: its name.

    Raises:
        MienError: other processes work on parts of each batch.
    """
    if place.distributed:
        raise MienError(
            f"The method {method!r} cannot share its batches among processes. Start `mien train` "
            "without torchrun."
        )
