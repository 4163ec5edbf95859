"""What the routes share: the service, the session, and which face of which bundle."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Path, Query
from starlette.requests import HTTPConnection

from mien.errors import MienError
from mien.runtime.subject import Whom
from mien.studio.service import Service

BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
"""How OpenAPI describes the content of a file."""


def _service(connection: HTTPConnection) -> Service:
    service: Service = connection.app.state.service
    return service


def _owner(connection: HTTPConnection) -> str:
    owner: str = connection.state.owner
    return owner


TheService = Annotated[Service, Depends(_service)]
Owner = Annotated[str, Depends(_owner)]
PhotoId = Annotated[str, Path(max_length=64, description="What the upload answered.")]
BundleName = Annotated[
    str | None, Query(max_length=100, description="Name of the bundle; the first by default.")
]
FaceText = Annotated[
    str,
    Query(
        pattern="^(largest|all|whole|[1-9][0-9]{0,2})$",
        description="Which face moves: `largest`, its number from 1, `all`, or `whole`, "
        "which takes the picture as the frame.",
    ),
]
AmountsText = Annotated[
    str,
    Query(
        max_length=4000,
        description="Displacements that degree 1 shall be, as `happy:0.05,sad:0.02`, in distances "
        "between the eyes; the known amounts for the others.",
    ),
]
DegreesText = Annotated[
    str,
    Query(
        max_length=4000,
        description="Degrees in [0, 1] as `happy:0.5,sad:0.2`; the others are 0.",
    ),
]


def whom_of(text: str) -> Whom:
    """Which face a text names, once its pattern was checked."""
    words: dict[str, Whom] = {"largest": "largest", "all": "all", "whole": "whole"}
    return words[text] if text in words else int(text)


def degrees_of(text: str, expressions: tuple[str, ...]) -> list[float]:
    """Degrees in a bundle's order.

    Raises:
        MienError: an unknown expression, or no number.
    """
    return row_of(numbers_of(text), expressions)


def numbers_of(text: str) -> dict[str, float]:
    """Numbers by expression, as they are written in a query.

    Raises:
        MienError: no number.
    """
    given: dict[str, float] = {}
    for part in filter(None, text.split(",")):
        name, _, number = part.partition(":")
        if not re.fullmatch(r"\s*[0-9]*\.?[0-9]+(e-?[0-9]+)?\s*", number):
            raise MienError(f"cannot read {part!r}: write numbers as happy:0.5,sad:0.2.")
        given[name.strip()] = float(number)
    return given


def row_of(given: Mapping[str, float], expressions: tuple[str, ...]) -> list[float]:
    """Degrees by name as a row in a bundle's order.

    Raises:
        MienError: an unknown expression.
    """
    for name in given:
        if name not in expressions:
            raise MienError(
                f"unknown expression {name!r}: this bundle has {', '.join(expressions)}."
            )
    return [given.get(name, 0.0) for name in expressions]
