"""How much the clips of sets differ from each other: one collection of clip sets against another.

python scripts/measure_variety.py --set new sets/london --set new sets/portraits --set old clipset
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import click
import numpy as np

from mien.clips import Clip, ClipSet
from mien.errors import MienError
from mien.evaluation.tracking import track
from mien.ibug import EYES, LEFT_EYE, RIGHT_EYE, eye_distance
from mien.metrics.shape import changes
from mien.types import Landmarks68, Picture

MOTION = {
    "mouth width": "mouth width",
    "lip gap": "mouth opening",
    "brow height": "brow height",
    "corner height": "corner height",
    "left ahead": "left ahead of right",
    "strength": "last degree",
}
"""Figure, heading: at the last frame, in distances between the eyes; the degree as it is."""

FRAMING = {
    "size": "face size, %",
    "right": "place across, % of the side",
    "down": "place down, % of the side",
    "roll": "roll, degrees",
    "skin": "luma of the skin, of 255",
}

LESS = 0.9
"""A spread is called less below this part of the other's; that of 100 clips is known to 7 %."""

_CHEEKS = ((41, 48), (46, 54))
_LUMA = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True, kw_only=True)
class Row:
    """One clip.

    Attributes:
        collection: which collection it belongs to.
        person: who is shown, the clip set's folder before the name.
        expression: what is shown.
        figures: by the names of `MOTION` and `FRAMING`.
    """

    collection: str
    person: str
    expression: str
    figures: dict[str, float]


@click.command()
@click.option(
    "--set",
    "sets",
    multiple=True,
    nargs=2,
    required=True,
    help="Name of a collection, and the folder of a clip set in it; again for the next.",
)
@click.option(
    "--detect",
    type=int,
    metavar="N",
    help="Find landmarks anew, in so many clips of each expression and set: where one set has "
    "detected landmarks and the other has exact ones, only so are their spreads alike in noise.",
)
def main(sets: Sequence[tuple[str, str]], detect: int | None) -> None:
    """Print the spread of clips by expression as Markdown; the first collection is judged."""
    try:
        rows = [
            row
            for name, folder in sets
            for row in measured(name, ClipSet.read(Path(folder)), detect)
        ]
    except MienError as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(report(rows, list(dict.fromkeys(name for name, _ in sets)))))


def measured(collection: str, clips: ClipSet, detect: int | None) -> Iterator[Row]:
    """The figures of the clips of a set; the skin's for the first clip of each person."""
    known: set[str] = set()
    for clip in clips.clips if detect is None else _some(clips, detect):
        first, last = (
            clips.landmarks(clip)[[0, -1]] if detect is None else track(clips.frames(clip)[[0, -1]])
        )
        figures = changes(last, first) | {"strength": clip.degrees[-1]}
        figures |= _framing(first, clips.size)
        if clip.person not in known:
            known.add(clip.person)
            figures["skin"] = _skin(clips.frames(clip)[0], first)
        yield Row(
            collection=collection,
            person=f"{clips.folder}/{clip.person}",
            expression=clip.expression,
            figures=figures,
        )


def _some(clips: ClipSet, count: int) -> Iterator[Clip]:
    """So many clips of each expression, evenly chosen."""
    for expression in clips.expressions:
        own = [clip for clip in clips.clips if clip.expression == expression]
        places = np.linspace(0, len(own) - 1, min(count, len(own))).astype(int)
        yield from (own[at] for at in places)


def _framing(face: Landmarks68, size: int) -> dict[str, float]:
    across = face[LEFT_EYE].mean(0) - face[RIGHT_EYE].mean(0)
    right, down = 100 * face[EYES].mean(0) / size
    return {
        "size": 100 * math.log(eye_distance(face) / size),
        "right": float(right),
        "down": float(down),
        "roll": math.degrees(math.atan2(across[1], across[0])),
    }


def _skin(frame: Picture, face: Landmarks68) -> float:
    """Median luma of two squares on the cheeks."""
    half = round(0.1 * eye_distance(face))
    patches = []
    for ends in _CHEEKS:
        x, y = face[list(ends)].mean(0).round().astype(int)
        patches.append(frame[max(y - half, 0) : y + half, max(x - half, 0) : x + half])
    return float(np.median(np.concatenate([patch.reshape(-1, 3) for patch in patches]) @ _LUMA))


def report(rows: Sequence[Row], collections: Sequence[str]) -> Iterator[str]:
    """The tables, and where the first collection has less than the second."""
    yield f"| | | people | clips | {' | '.join(MOTION.values())} |"
    yield f"|{'---|' * (4 + len(MOTION))}"
    less = []
    for expression, shown in groupby(_sorted(rows), lambda row: row.expression):
        some = list(shown)
        for name in collections:
            yield _line(expression, name, [row for row in some if row.collection == name])
        less += [f"{expression}: {lack}" for lack in lacking(some, collections)]
    yield ""
    yield f"| | people | clips | {' | '.join(FRAMING.values())} |"
    yield f"|{'---|' * (3 + len(FRAMING))}"
    for name in collections:
        own = [row for row in rows if row.collection == name]
        spreads = (f"{spread(own, figure):.1f}" for figure in FRAMING)
        yield f"| {name} | {_people(own)} | {len(own)} | {' | '.join(spreads)} |"
    yield ""
    yield f"Less than {LESS} of the other's spread: {'; '.join(less) or 'nowhere'}."


def spread(rows: Sequence[Row], figure: str) -> float:
    """Standard deviation over clips; NaN for fewer than two."""
    values = [row.figures[figure] for row in rows if figure in row.figures]
    return float(np.std(values, ddof=1)) if len(values) > 1 else math.nan


def lacking(rows: Sequence[Row], collections: Sequence[str]) -> Iterator[str]:
    """Figures whose spread is less in the first collection than in the second."""
    for figure, heading in MOTION.items():
        one, *others = (
            spread([row for row in rows if row.collection == name], figure) for name in collections
        )
        if others and one < LESS * others[0]:
            yield f"{heading} {one:.3f} of {others[0]:.3f}"


def _line(expression: str, name: str, rows: Sequence[Row]) -> str:
    means = ((spread(rows, figure), [row.figures[figure] for row in rows]) for figure in MOTION)
    cells = (f"{np.mean(own):.3f} ± {wide:.3f}" if own else "" for wide, own in means)
    return f"| {expression} | {name} | {_people(rows)} | {len(rows)} | {' | '.join(cells)} |"


def _people(rows: Sequence[Row]) -> int:
    return len({row.person for row in rows})


def _sorted(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.expression)


if __name__ == "__main__":
    main()
