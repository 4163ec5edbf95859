"""From one expression to another by mixing degrees: the paper's Figure 5 (c)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mien.errors import MienError
from mien.evaluation.entrant import Entrant
from mien.evaluation.page.album import COLUMNS, Album, beside
from mien.evaluation.page.strip import Row
from mien.evaluation.scene import take
from mien.media import data_uri
from mien.types import Picture

if TYPE_CHECKING:
    from mien.clips import Clip

PAIRS: Final = (("angry", "happy"), ("happy", "surprised"))
"""Transfers that are shown where both expressions are known; the first is the paper's."""


@dataclass(frozen=True)
class Transfer:
    """One person on the way from an expression to another.

    Attributes:
        source: shown first, its degree falls from 1 to 0.
        target: its degree rises from 0 to 1.
        person: who is shown.
        degrees: of source and target in each column.
        rows: of the methods that can mix.
        left_out: by name, why a method has no row.
    """

    source: str
    target: str
    person: str
    degrees: tuple[tuple[float, float], ...]
    rows: tuple[Row, ...]
    left_out: Mapping[str, str]


def transfers(clips: Sequence["Clip"], album: Album, names: Sequence[str]) -> tuple[Transfer, ...]:
    """The transfers that any method can draw.

    Args:
        clips: the first frame of the first one is the portrait.
        album: its methods draw.
        names: of the methods that are asked.
    """
    if not clips:
        return ()
    portrait = np.asarray(take(album.clips, clips[0], album.size).frames[0])
    found = (
        _transfer(pair, clips[0].person, portrait, {name: album.methods[name] for name in names})
        for pair in pairs([album.methods[name].expressions for name in names])
    )
    return tuple(one for one in found if one.rows)


def pairs(known: Sequence[tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """Which transfers are shown: `PAIRS`, or else the first two expressions of a method.

    Args:
        known: expressions of each method.
    """
    usual = tuple(pair for pair in PAIRS if any({*pair} <= {*one} for one in known))
    others = ((one[0], one[1]) for one in known if len(one) > 1)
    return usual or tuple(others)[:1]


def _transfer(
    pair: tuple[str, str], person: str, portrait: Picture, methods: Mapping[str, Entrant]
) -> Transfer:
    falling = np.linspace(1, 0, COLUMNS, dtype=np.float32)
    rows, left_out = [], {}
    for name, method in methods.items():
        lacks = [expression for expression in pair if expression not in method.expressions]
        if lacks:
            left_out[name] = f"does not know {' and '.join(lacks)}."
            continue
        degrees = np.zeros((COLUMNS, len(method.expressions)), np.float32)
        for expression, column in zip(pair, (falling, 1 - falling), strict=True):
            degrees[:, method.expressions.index(expression)] = column
        animator = method.animator
        try:
            frames = animator.frames(portrait, degrees)
        except MienError as error:
            left_out[name] = f"could not draw it. {error}"
            continue
        rows.append(Row(name, data_uri(beside(frames))))
    shown = tuple((float(fall), float(1 - fall)) for fall in falling)
    return Transfer(*pair, person, shown, tuple(rows), left_out)
