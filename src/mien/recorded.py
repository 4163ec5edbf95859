"""Configurations as JSON records them."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any, TypeVar, get_type_hints

from mien.errors import MienError

Config = TypeVar("Config")


def to_dict(config: Any) -> dict[str, Any]:
    """A config as JSON can hold it."""
    return asdict(config)


def from_dict(kind: type[Config], values: Mapping[str, Any], **parts: type[Any]) -> Config:
    """Rebuild a config from what `to_dict` and JSON made of it.

    Args:
        kind: of the config.
        values: as JSON holds them.
        parts: kinds of fields that are not always of the same one.

    Raises:
        MienError: a name that the config does not have.
    """
    hints = get_type_hints(kind) | parts
    if unknown := sorted(set(values) - set(hints)):
        raise MienError(
            f"{kind.__name__} has no {', '.join(unknown)}; it has {', '.join(sorted(hints))}."
        )
    return kind(**{name: _restored(hints[name], value) for name, value in values.items()})


def _restored(hint: Any, value: Any) -> Any:
    if is_dataclass(hint) and isinstance(hint, type):
        return from_dict(hint, value)
    if isinstance(value, list):
        inner = getattr(hint, "__args__", (Any,))[0]
        return tuple(_restored(inner, item) for item in value)
    return value
