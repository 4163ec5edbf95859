"""A guard in front of every update: losses that are not numbers stop the training."""

import math
from collections.abc import Mapping

from mien.errors import MienError


def check_finite(values: Mapping[str, float]) -> None:
    """Let finite losses pass.

    Args:
        values: loss terms by name.

    Raises:
        MienError: one of them is not finite.
    """
    if broken := [name for name, value in values.items() if not math.isfinite(value)]:
        raise MienError(
            f"Training stopped: {', '.join(broken)} is not a finite number any "
            f"more (all terms: {dict(values)}). Resume from the last checkpoint with a lower rate."
        )
