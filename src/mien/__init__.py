"""From one photo of a face to an expression clip whose degree is set frame by frame.

The names below are loaded when they are first used, so that `import mien` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mien.errors import MienError
    from mien.runtime import load
    from mien.schedules import (
        Schedule,
        constant,
        fall,
        keyframes,
        loop,
        repeat,
        rise,
        rise_and_fall,
        time_course,
    )

__version__ = "0.1.0"

__all__ = [
    "MienError",
    "Schedule",
    "__version__",
    "constant",
    "fall",
    "keyframes",
    "load",
    "loop",
    "repeat",
    "rise",
    "rise_and_fall",
    "time_course",
]

_ELSEWHERE = {"MienError": "mien.errors", "load": "mien.runtime"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "mien.schedules")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
