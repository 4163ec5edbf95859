"""How long the training of a bundle's weights took, all runs that they went through together."""

from collections.abc import Mapping
from typing import Any


def minutes_of(training: Mapping[str, Any]) -> float | None:
    """Minutes by what a bundle's card says of its training.

    Weights that started from another bundle took that one's minutes as well.

    Args:
        training: of the card.

    Returns:
        None where any of the runs is not known: a part of the cost would be misleading.
    """
    own, start = training.get("minutes"), training.get("start")
    if own is None:
        return None
    return float(own) if start is None else together(float(own), start.get("training"))


def together(own: float | None, before: Mapping[str, Any] | None) -> float | None:
    """Minutes of a run and of the bundle that it started from; None where either is not known.

    Args:
        own: the run's.
        before: what the first bundle's card says of its training.
    """
    first = minutes_of(before or {})
    return None if own is None or first is None else own + first
