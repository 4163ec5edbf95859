"""Portraits that ship with the package, so that everything can be tried at once."""

from pathlib import Path

from mien.errors import MienError


def names() -> tuple[str, ...]:
    """Names of the portraits, in alphabetical order."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.jpg")))


def path(name: str) -> Path:
    """The file of a portrait.

    Raises:
        MienError: there is none of that name.
    """
    if name not in names():
        raise MienError(f"There is no example {name!r}. The examples are {', '.join(names())}.")
    return Path(__file__).parent / f"{name}.jpg"
