"""All methods that learn: a new one is a package beside these, and a line here."""

from collections.abc import Sequence

from mien.errors import MienError
from mien.methods.method import Method
from mien.methods.residual import METHOD as RESIDUAL

METHODS = {method.name: method for method in (RESIDUAL,)}
"""By name."""


def methods() -> Sequence[Method]:
    """All methods, ours first."""
    return [*METHODS.values()]


def find_method(name: str) -> Method:
    """The method of a name.

    Raises:
        MienError: there is none.
    """
    if name not in METHODS:
        raise MienError(f"There is no method {name!r}. Methods: {', '.join(METHODS)}.")
    return METHODS[name]
