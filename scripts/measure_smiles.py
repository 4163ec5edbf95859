"""Drawn smiles against real ones: photos of people, neutral and smiling, and what is made of them.

Of every neutral photo a smile is drawn by the source `puppet` and by a bundle, and the clip of the
source `pairs` ends at the real one. Each is compared with the person's own smiling photo, laid on
the neutral one; so is the unchanged neutral photo.

python scripts/measure_smiles.py NEUTRAL SMILING --facekit FOLDER --out smiles.json
python scripts/measure_smiles.py NEUTRAL SMILING --held-out 013,020 --strips strips.png
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from measure_pairs import both, chosen, real_peak
from numpy.typing import NDArray
from PIL import Image
from smile_figures import DEGREES, REAL, ROWS, Way, judged, rows

import mien
from mien.evaluation.tracking import track
from mien.geometry import Frame, cut
from mien.media import contact_sheet
from mien.media.targets import replacing
from mien.metrics.bootstrap import mean_over_people
from mien.metrics.shape import MEASURES
from mien.metrics.shift_tolerant import ShiftTolerant
from mien.preparation.framing import NETWORK, SIZE
from mien.preparation.jitter import STILL
from mien.preparation.pairs import Pairs, list_photos
from mien.preparation.pairs import Settings as PairSettings
from mien.preparation.puppet import Puppet, Settings
from mien.preparation.puppet.variety import SAME
from mien.preparation.take import Item, Refusal
from mien.runtime.animator import Animator
from mien.types import Picture

CLOSENESS = {
    "SSIM": ("ssim", 3),
    "mouth SSIM": ("mouth_ssim", 3),
    "ST-LPIPS": ("st_lpips", 4),
    "mouth ST-LPIPS": ("mouth_st_lpips", 3),
    "landmarks": ("landmarks", 3),
    "mouth landmarks": ("mouth_landmarks", 3),
    "mouth against the pair's, along the way": ("along", 3),
    "degree": ("degree", 2),
}
"""Heading, name of the figure, decimals."""

SHAPE = {name: (name, 3) for name in (*MEASURES, "left ahead")} | {
    "opening, luma": ("opening", 0),
    "cheeks' detail": ("cheeks", 2),
    "half-way": ("even", 2),
}

LEAST_GAP = 0.04
"""By how much lips part in an open smile, in distances between the eyes."""

Columns = Mapping[str, tuple[str, int]]

Figures = Mapping[str, Mapping[str, Mapping[str, float]]]
"""By person, row and name."""


@click.command()
@click.argument("neutral", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("smiling", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--facekit", type=click.Path(path_type=Path), help="By default MakeHuman's mesh.")
@click.option("--bundle", type=click.Path(path_type=Path), help="By default the shipped one.")
@click.option("--limit", type=int, help="Evenly chosen people; by default all.")
@click.option("--held-out", default="", help="People whom the bundle has not seen, by commas.")
@click.option("--out", type=click.Path(path_type=Path), help="JSON of all figures; goes on there.")
@click.option("--strips", type=click.Path(path_type=Path), help="Write all smiles as a PNG.")
def main(**options: Any) -> None:
    """Measure drawn smiles against the photos of two folders and print Markdown tables."""
    photos = list_photos(options["neutral"], options["smiling"], "happy")
    pairs = Pairs(photos, PairSettings(frames=len(DEGREES), jitter=False))
    makers = Makers(pairs, options["facekit"], mien.load(options["bundle"], threads=1))
    network = ShiftTolerant.find()
    figures = _read(options["out"])
    strips: list[Picture] = []
    for item in chosen(pairs, options["limit"]):
        if item.person in figures:
            continue
        ways = makers.ways(item)
        if isinstance(ways, Refusal):
            click.echo(f"{item.id}: {ways.reason}. {ways.detail}", err=True)
            continue
        figures[item.person] = judged(ways, network)
        if options["out"]:
            _write(options["out"], figures)
        strips.extend(frame for frame, _, _ in rows(ways).values())
    if not figures:
        raise click.ClickException("No pair could be used.")
    held_out = {name: figures[name] for name in options["held_out"].split(",") if name in figures}
    click.echo("\n".join(report(figures, held_out)))
    if options["strips"] and strips:
        sheet = contact_sheet(
            strips, columns=len(ROWS), captions=ROWS * (len(strips) // len(ROWS)), cell=200
        )
        Image.fromarray(sheet).save(options["strips"])


class Makers:
    """All that draws smiles.

    Args:
        pairs: the photos.
        facekit: folder of the mesh, or None.
        animator: of a bundle.
    """

    def __init__(self, pairs: Pairs, facekit: Path | None, animator: Animator) -> None:
        self._pairs = pairs
        self._animator = animator
        self._settings = Settings(
            expressions=("happy",),
            facekit=facekit,
            frames=len(DEGREES),
            jitter=STILL,
            variety=SAME,
        )

    def ways(self, item: Item) -> dict[str, Way] | Refusal:
        """The real smile and every way to one, by name, or why there are none."""
        pair = self._pairs.make(item, np.random.default_rng(0))
        if isinstance(pair, Refusal):
            return pair
        puppet = Puppet(Path(item.files[0]), self._settings)
        drawn = puppet.make(puppet.items()[0], np.random.default_rng(0))
        if isinstance(drawn, Refusal):
            return drawn
        evidence = both(item)
        frames = {
            REAL: real_peak(evidence, SIZE)[None],
            "pair": pair.frames,
            "puppet": drawn.frames,
            "model": self._drawn(evidence.neutral.picture, evidence.neutral.frame),
        }
        return _tracked(frames)

    def _drawn(self, photo: Picture, frame: Frame) -> NDArray[np.uint8]:
        sitting = self._animator.sit(photo)
        happy = np.eye(len(sitting.expressions))[sitting.expressions.index("happy")]
        return np.stack([cut(sitting.draw(degree * happy), frame, SIZE) for degree in DEGREES])


def _tracked(frames: Mapping[str, NDArray[np.uint8]]) -> dict[str, Way]:
    """The middle of the frames, which the network sees, with landmarks from one box for all."""
    offset = (SIZE - NETWORK.size) // 2
    middle = slice(offset, offset + NETWORK.size)
    seen = {name: np.ascontiguousarray(some[:, middle, middle]) for name, some in frames.items()}
    first = seen["pair"][:1]
    points = track(np.concatenate([first, *seen.values()]))[1:]
    ends = np.cumsum([len(some) for some in seen.values()])[:-1]
    found = np.split(points, ends)
    return {
        name: Way(frames=some, points=own)
        for (name, some), own in zip(seen.items(), found, strict=True)
    }


def report(figures: Figures, held_out: Figures) -> Iterator[str]:
    """How close smiles come: to all people's, to those held out, and where real lips part.

    An open smile is what the expression means: there, shapes are compared, too.
    """
    parted = {person: own for person, own in figures.items() if own[REAL]["lip gap"] >= LEAST_GAP}
    drawn = [row for row in ROWS if row != REAL]
    for title, some in (("All", figures), ("Held out", held_out), ("Lips part", parted)):
        if some:
            yield from (f"{title}: {len(some)} people", "", *table(some, CLOSENESS, drawn), "")
    if parted:
        yield from table(parted, SHAPE, ROWS, turned=True)


def table(
    figures: Figures, columns: Columns, wanted: Sequence[str], *, turned: bool = False
) -> Iterator[str]:
    """Means over people with intervals, a row for each of `wanted`; or a column, if turned."""
    people = list(figures)
    cells = [["", *wanted]]
    for heading, (name, digits) in columns.items():
        cells.append([heading])
        for row in wanted:
            values = [figures[person][row].get(name, math.nan) for person in people]
            mean = mean_over_people(values, people)
            shown = f"{mean.value:.{digits}f} [{mean.low:.{digits}f}, {mean.high:.{digits}f}]"
            cells[-1].append("" if math.isnan(mean.value) else shown)
    lines = cells if turned else [list(line) for line in zip(*cells, strict=True)]
    for number, line in enumerate(lines):
        yield f"| {' | '.join(line)} |"
        if number == 0:
            yield f"|{'---|' * len(line)}"


def _read(path: Path | None) -> dict[str, Mapping[str, Mapping[str, float]]]:
    """The figures of people who have been measured before."""
    if not path or not path.is_file():
        return {}
    return {
        person: {
            row: {name: math.nan if value is None else value for name, value in own.items()}
            for row, own in of_rows.items()
        }
        for person, of_rows in json.loads(path.read_text(encoding="utf-8")).items()
    }


def _write(path: Path, figures: Figures) -> None:
    """All figures so far, with null for what could not be measured."""
    plain = {
        person: {
            row: {name: None if math.isnan(value) else value for name, value in own.items()}
            for row, own in of_rows.items()
        }
        for person, of_rows in figures.items()
    }
    with replacing(path) as draft:
        draft.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
