"""Make the table by which photos that are not neutral are told: `puppet/looks.toml`.

Photos at rest say how much people differ; the source `puppet` draws each look on some of them, and
the landmarks are detected anew in what is drawn. Each person with drawn looks is left out once,
which says how often a look is told in somebody who did not go into the table.

python scripts/fit_looks.py PHOTOS... --facekit FOLDER
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from mien.media.targets import replacing
from mien.preparation.checks import Fault
from mien.preparation.files import photos
from mien.preparation.jitter import STILL
from mien.preparation.puppet.clip import filmed
from mien.preparation.puppet.looks import TABLE, lengths, table
from mien.preparation.puppet.model import model
from mien.preparation.puppet.screening import Limits
from mien.preparation.puppet.settings import Settings
from mien.preparation.puppet.sitter import Sitter, sitter
from mien.preparation.puppet.variety import SAME
from mien.preparation.sight import Sight, look, see

DEGREES = (0, 0.5, 1)
"""At which looks are drawn."""

MARGIN = 0.05
"""How far limits lie beyond the greatest figure at rest, lest a new person at rest be refused."""

RIDGE = 0.02
"""What is added to the variance of each length, of its own size, lest chance decides."""

HEAD = """\
# Made by scripts/fit_looks.py. A length goes from the mean of some of MediaPipe's 478 landmarks to
# that of others, down or across an upright face, in distances between the eyes; `rest` is its mean
# over {people} photos of people at rest. A look is the sum of its weights times (length - rest):
# 0 at rest on average, 1 as its recipe at degree 1 is.
"""

Rows = NDArray[np.float64]


@click.command()
@click.argument("roots", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--facekit", type=click.Path(path_type=Path), help="The mesh.")
@click.option("--every", default=6, show_default=True, help="Draw looks on every so many photos.")
@click.option("--out", type=click.Path(path_type=Path), default=TABLE, show_default=True)
def main(roots: tuple[Path, ...], facekit: Path | None, every: int, out: Path) -> None:
    """Measure the photos below ROOTS and write the table."""
    unlimited = replace(Limits(), **dict.fromkeys(table()["looks"], float("inf")))
    settings = Settings(
        facekit=facekit, frames=len(DEGREES), jitter=STILL, variety=SAME, limits=unlimited,
        expressions=tuple(look["recipe"] for look in table()["looks"].values()),
    )  # fmt: skip
    rest: list[Rows] = []
    drawn: dict[int, Rows | None] = {}
    for path in (path for root in roots for path in photos(root)):
        person, sight = sitter(path, 0, facekit, unlimited), look(path)
        if not isinstance(person, Sitter) or not isinstance(sight, Sight):
            continue
        if len(rest) % every == 0:
            drawn[len(rest)] = peaks(person, settings)
        rest.append(lengths(sight.points))
    known = {number: shown for number, shown in drawn.items() if shown is not None}
    report(np.array(rest), known)
    write(np.array(rest), known, out)


def peaks(person: Sitter, settings: Settings) -> Rows | None:
    """Lengths of each look at degrees 0, 0.5 and 1, (looks, 3, lengths); None if unseen."""
    shown = []
    for expression in settings.expressions:
        rng = np.random.default_rng(0)
        clip = filmed(model(settings.facekit), person, expression, settings, rng)
        sights = [see(frame, expression) for frame in clip.frames]
        if any(isinstance(sight, Fault) for sight in sights):
            return None
        shown.append([lengths(sight.points) for sight in sights if not isinstance(sight, Fault)])
    return np.array(shown)


def fitted(rest: Rows, moved: Rows) -> Rows:
    """The weights of a look, (lengths,).

    Args:
        rest: (people, lengths).
        moved: (drawn, lengths), from each person's rest to the look.
    """
    spread = np.cov(rest.T)
    weights = np.linalg.solve(spread + RIDGE * np.diag(np.diag(spread)), moved.mean(0))
    return np.asarray(weights / (weights @ moved.mean(0)))


def report(rest: Rows, drawn: Mapping[int, Rows]) -> None:
    """Print the limits, and how many looks of people left out are beyond one of them."""
    limits = _limits(rest, _weights(rest, drawn))
    told = np.mean([_told(rest, drawn, number) for number in drawn], axis=0)
    for name, limit, shares in zip(table()["looks"], limits, told, strict=True):
        shown = ", ".join(f"{share:.0%} at {at}" for share, at in zip(shares, DEGREES, strict=True))
        click.echo(f"{name}: limit {limit:.3f}; refused {shown}")


def _told(rest: Rows, drawn: Mapping[int, Rows], number: int) -> NDArray[np.bool_]:
    """Whether looks, (looks, 3), of a person who is left out are beyond a limit."""
    others = np.delete(rest, number, 0)
    weights = _weights(others, {key: shown for key, shown in drawn.items() if key != number})
    figures = _figures(drawn[number], others.mean(0), weights)
    return np.asarray((figures > _limits(others, weights)).any(-1))


def _limits(rest: Rows, weights: Rows) -> Rows:
    """Limits of all looks, (looks,)."""
    return np.asarray(_figures(rest, rest.mean(0), weights).max(0) + MARGIN)


def _weights(rest: Rows, drawn: Mapping[int, Rows]) -> Rows:
    """Weights of all looks, (looks, lengths)."""
    moved = np.array([shown[:, -1] - shown[:, 0] for shown in drawn.values()])
    return np.array([fitted(rest, moved[:, at]) for at in range(moved.shape[1])])


def _figures(seen: Rows, mean: Rows, weights: Rows) -> Rows:
    """Figures of all looks, (..., looks), of lengths (..., lengths)."""
    return np.asarray((seen - mean) @ weights.T)


def write(rest: Rows, drawn: Mapping[int, Rows], out: Path) -> None:
    """Write the table, with the rest and the weights renewed."""
    lines = [HEAD.format(people=len(rest))]
    for (name, row), mean in zip(table()["lengths"].items(), rest.mean(0), strict=True):
        lines.append(_block(f"lengths.{name}", row | {"rest": round(float(mean), 4)}))
    looks = zip(table()["looks"].items(), _weights(rest, drawn), strict=True)
    for (name, of_look), weights in looks:
        lines.append(_block(f"looks.{name}", of_look | {"weights": weights.round(2).tolist()}))
    with replacing(out) as draft:
        draft.write_text("\n".join(lines), encoding="utf-8")


def _block(name: str, row: Mapping[str, Any]) -> str:
    return f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in row.items())


if __name__ == "__main__":
    main()
