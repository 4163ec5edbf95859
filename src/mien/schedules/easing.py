"""Easing: how a degree travels from one value to the next, as functions of the share of the way."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError

Easing = Literal["linear", "cosine", "min-jerk", "ease-in", "ease-out"]
"""Names of the easings."""

Shares: TypeAlias = NDArray[np.float64]
"""Shares of the way in [0, 1], any shape."""


def eased(shares: Shares, easing: str) -> Shares:
    """Bend shares of the way; 0 stays 0, 1 stays 1, and none turns back.

    Raises:
        MienError: an unknown easing.
    """
    if easing not in _CURVES:
        raise MienError(f"unknown easing {easing!r}: there are {', '.join(get_args(Easing))}.")
    return _CURVES[easing](shares)


def _linear(shares: Shares) -> Shares:
    return shares


def _cosine(shares: Shares) -> Shares:
    """At rest at both ends."""
    return (1 - np.cos(np.pi * shares)) / 2


def _min_jerk(shares: Shares) -> Shares:
    """The smoothest motion between two points at rest (Flash and Hogan 1985)."""
    return shares**3 * (10 - 15 * shares + 6 * shares**2)


def _ease_in(shares: Shares) -> Shares:
    """Leaves slowly."""
    return shares**2


def _ease_out(shares: Shares) -> Shares:
    """Arrives slowly."""
    return shares * (2 - shares)


_CURVES: Mapping[str, Callable[[Shares], Shares]] = MappingProxyType(
    {
        "linear": _linear,
        "cosine": _cosine,
        "min-jerk": _min_jerk,
        "ease-in": _ease_in,
        "ease-out": _ease_out,
    }
)
