"""Numbers by name on a command line."""

from math import isfinite, nan

import click

from mien.errors import MienError


def numbers_by_name(
    _: click.Context, option: click.Parameter, texts: tuple[str, ...]
) -> dict[str, float]:
    """What a repeated option such as `--amount happy=0.1` gives: a callback of its declaration.

    Raises:
        MienError: something else than the option's metavar, or a name twice.
    """
    found: dict[str, float] = {}
    for text in texts:
        name, _equals, written = (part.strip() for part in text.rpartition("="))
        number = _float(written)
        if not name or not isfinite(number):
            raise MienError(f"{option.opts[0]} is {text!r}: it must be {option.metavar}.")
        if name in found:
            raise MienError(f"{option.opts[0]} names {name} twice.")
        found[name] = number
    return found


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return nan
