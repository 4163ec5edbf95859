"""What the page shows beside its tables."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tqdm import tqdm

from mien.evaluation.cost import Cost, cost
from mien.evaluation.entrant import STILL
from mien.evaluation.page.album import Album
from mien.evaluation.page.choice import (
    Extreme,
    drawn_by,
    extremes,
    methods_of,
    one_of_each,
    one_person,
)
from mien.evaluation.page.curves import Chart, chart
from mien.evaluation.page.families import Family, families
from mien.evaluation.page.strip import Strip
from mien.evaluation.page.transfer import Transfer, transfers
from mien.evaluation.report import Report

if TYPE_CHECKING:
    from mien.clips import Clip


PHOTOS: Final = 4
"""Photos whose strips are shown, where there is no truth."""


@dataclass(frozen=True)
class Sitter:
    """One person by all methods.

    Attributes:
        person: who it is.
        split: "val" for somebody from whom nobody has learnt.
        strips: one of each expression.
        charts: the landmark curves of the same clips, where they were measured.
    """

    person: str
    split: str
    strips: tuple[Strip, ...]
    charts: tuple[Chart, ...]


@dataclass(frozen=True)
class Pictures:
    """Everything that the page draws.

    Attributes:
        sitters: one of the split that was measured, and one training person if asked for.
        families: ablations, and models of one expression, beside the joint model.
        transfers: from one expression to another, of the first sitter.
        extremes: by method, its worst clips, its middle and its best one.
        costs: of the methods.
        sources: how many of the clips came from where.
    """

    sitters: tuple[Sitter, ...]
    families: tuple[Family, ...]
    transfers: tuple[Transfer, ...]
    extremes: Mapping[str, tuple[tuple[Extreme, Strip], ...]]
    costs: tuple[Cost, ...]
    sources: Mapping[str, int]


def illustrate(
    report: Report, album: Album, *, training_person: bool = False, progress: bool = False
) -> Pictures:
    """Draw what the page shows.

    Args:
        report: of the album's clips and methods.
        album: draws.
        training_person: whether a person of the training split is shown as well.
        progress: whether to show a bar.
    """
    split = str(report.setting["split"])
    ids = {one.clip for one in report.figures}
    measured = {clip.id: clip for clip in album.clips.split(split) if clip.id in ids}
    sitters = _sitters([*measured.values()], 1 if report.known else PHOTOS)
    if training_person and split != "train":
        sitters.append(one_person(_trained_on(album, {c.expression for c in measured.values()})))
    found = {name: extremes(report, name) for name in methods_of(report)}
    shown = sum(len(one) for one in sitters) + sum(len(one) for one in found.values())
    with tqdm(desc="draw", unit="clip", total=shown, disable=None if progress else True) as bar:
        people = tuple(_sitter(clips, report, album, bar) for clips in sitters if clips)
        ends = {
            name: tuple((one, _extreme(one, name, measured, album, bar)) for one in ranked)
            for name, ranked in found.items()
        }
    return Pictures(
        sitters=people,
        families=families(one_of_each([*measured.values()], sitters[0]), album),
        transfers=transfers(sitters[0], album, methods_of(report)),
        extremes=ends,
        costs=tuple(
            cost(name, album.methods[name], album.milliseconds(name))
            for name in drawn_by(report)
            if name != STILL
        ),
        sources=dict(Counter(clip.source or "not stated" for clip in measured.values())),
    )


def _sitters(clips: list["Clip"], count: int) -> list[list["Clip"]]:
    """Clips of so many people, each once: first of who shows the most expressions."""
    found: list[list[Clip]] = []
    while clips and len(found) < count:
        found.append(one_person(clips))
        clips = [clip for clip in clips if clip.person != found[-1][0].person]
    return found


def _trained_on(album: Album, expressions: set[str]) -> list["Clip"]:
    return [
        clip
        for clip in album.clips.split("train")
        if clip.expression in expressions and max(clip.degrees) > 0
    ]


def _sitter(clips: list["Clip"], report: Report, album: Album, bar: "tqdm[None]") -> Sitter:
    strips = []
    for clip in clips:
        strips.append(album.strip(clip, tuple(drawn_by(report))))
        bar.update()
    figures = [[one for one in report.figures if one.clip == clip.id] for clip in clips]
    charts = tuple(found for one in figures if (found := chart(one)))
    return Sitter(clips[0].person, clips[0].split, tuple(strips), charts)


def _extreme(
    one: Extreme, name: str, measured: Mapping[str, "Clip"], album: Album, bar: "tqdm[None]"
) -> Strip:
    strip = album.strip(measured[one.figures.clip], (name,))
    bar.update()
    return strip
