"""Which recordings there are, and what their names say of them."""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from mien.errors import MienError
from mien.media import PICTURES, VIDEOS
from mien.preparation.files import children, clip_id, expression_name, walk
from mien.preparation.take import Refusal, Terms
from mien.preparation.videos.layouts import Layout

BESIDE: Final = frozenset(
    {
        *("", ".txt", ".csv", ".tsv", ".json", ".xml", ".md", ".pdf", ".html", ".xlsx", ".srt"),
        *(".wav", ".mp3", ".m4a", ".aac", ".flac", ".npy", ".npz", ".mat", ".pts", ".zip"),
    }
)
"""Suffixes of what lies beside recordings and is none."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One recording, before anybody has looked at it.

    Attributes:
        id: of the clip.
        path: a video, or a folder of pictures.
        person: who is shown.
        expression: what is shown.
        peak: degree of the peak.
        split: `train`, `val`, or empty.
        terms: on which it may be used.
        start: seconds from which it counts.
        end: seconds up to which it counts.
        fps: frames per second of pictures; 0 if nobody says.
    """

    id: str
    path: Path
    person: str
    expression: str
    peak: float = 1.0
    split: Literal["", "train", "val"] = ""
    terms: Terms = field(default_factory=Terms)
    start: float = 0.0
    end: float = float("inf")
    fps: float = 0.0

    @property
    def timed(self) -> bool:
        """Whether anybody says at which times its frames were taken."""
        return self.fps > 0 or (self.path.suffix.lower() in VIDEOS and not self.path.is_dir())

    @property
    def settings(self) -> dict[str, Any]:
        """What the list says that decides what the clip looks like, as JSON values."""
        end = None if math.isinf(self.end) else self.end
        said = {"peak": self.peak, "start": self.start, "end": end, "fps": self.fps}
        return said | asdict(self.terms)


@dataclass(frozen=True)
class Listing:
    """What a folder holds.

    Attributes:
        recordings: what may become clips.
        strays: what belongs to nothing.
    """

    recordings: tuple[Recording, ...]
    strays: tuple[Refusal, ...]


def recordings_below(root: Path) -> Iterator[Path]:
    """All videos, and all folders that hold pictures themselves, in the order of their names.

    Raises:
        MienError: there is no such folder.
    """
    if not root.is_dir():
        raise MienError(f"{root} is no folder. Name the one that holds the recordings.")
    if _holds_pictures(root):
        yield root
    for path in children(root):
        if path.is_dir():
            yield from recordings_below(path)
        elif path.suffix.lower() in VIDEOS:
            yield path


def listed(root: Path, layout: Layout) -> Listing:
    """The recordings below a folder by a layout.

    Raises:
        MienError: there is no such folder.
    """
    read = [_named(path, root, layout) for path in recordings_below(root)]
    strays = [one for one in read if isinstance(one, Refusal)]
    taken: dict[_Key, _Named] = {}
    for one in read:
        if isinstance(one, _Named) and one.expression:
            first = taken.setdefault(_key(one, layout), one)
            if first is not one and first.said == one.said:
                strays.append(_twice(one.path, first.path, root))
    strays += _of_unknown_kind(root, layout, taken)
    return Listing(tuple(_recording(one, layout) for one in taken.values()), tuple(strays))


def unlisted(root: Path, known: Iterable[Path], by: str) -> list[Refusal]:
    """Recordings below a folder that a list does not name."""
    named = {path.resolve() for path in known}
    return [
        _unknown(_name(path, root), "clip without label", by)
        for path in recordings_below(root)
        if path.resolve() not in named
    ]


@dataclass(frozen=True)
class _Named:
    """What a name says: the pattern's groups, and the expression, empty to pass over."""

    path: Path
    said: Mapping[str, str | None]
    expression: str


_Key: TypeAlias = tuple[tuple[str, str | None], ...]


def _named(path: Path, root: Path, layout: Layout) -> _Named | Refusal | None:
    """What a recording's name says; None to pass over."""
    name = _name(path, root)
    groups = re.fullmatch(layout.pattern, name)
    if groups is None:
        if layout.ignore and re.fullmatch(layout.ignore, name):
            return None
        return _unknown(name, "unknown name", f"The layout {layout.name}")
    said = groups.groupdict()
    expression = _expression(said["expression"], layout.expression)
    if expression is None:
        return _unknown(name, "unknown expression", f"The layout {layout.name}")
    return _Named(path, said, expression)


def _key(named: _Named, layout: Layout) -> _Key:
    """What tells a recording from all others."""
    return tuple(sorted((k, v) for k, v in named.said.items() if k != layout.alternatives))


def _twice(path: Path, first: Path, root: Path) -> Refusal:
    detail = f"{first.relative_to(root).as_posix()} has the same name and was taken. Rename one."
    return Refusal(id=path.relative_to(root).as_posix(), reason="named twice", detail=detail)


def _of_unknown_kind(root: Path, layout: Layout, taken: Collection[_Key]) -> list[Refusal]:
    """Files that are named as a recording that there is not, of a kind that mien cannot read."""
    strays = []
    for path in walk(root):
        kind = path.suffix.lower()
        if kind in VIDEOS | PICTURES | BESIDE or _holds_pictures(path.parent):
            continue
        one = _named(path, root, layout)
        if isinstance(one, _Named) and one.expression and _key(one, layout) not in taken:
            name = path.relative_to(root).as_posix()
            detail = f"mien reads no videos of the kind {kind}. Convert it."
            strays.append(Refusal(id=name, reason="unknown kind", detail=detail))
    return strays


def _holds_pictures(folder: Path) -> bool:
    return any(p.suffix.lower() in PICTURES for p in children(folder) if not p.is_dir())


def _recording(named: _Named, layout: Layout) -> Recording:
    said = named.said
    others = [value for name, value in said.items() if name not in {"person", "expression"}]
    intensity = (said.get("intensity") or "").lower()
    return Recording(
        id=clip_id(said["person"] or "", named.expression, *[value or "" for value in others]),
        path=named.path,
        person=said["person"] or "",
        expression=named.expression,
        peak=float(layout.peak.get(intensity, 1.0)),
        terms=layout.terms,
        fps=float(layout.fps),
    )


def _expression(said: str, names: Mapping[str, str]) -> str | None:
    """The name of an expression; empty to pass over, None if it is not known."""
    return names.get(said.lower()) if names else expression_name(said)


def _name(path: Path, root: Path) -> str:
    """A recording's path as patterns see it."""
    relative = path.relative_to(root)
    return (relative if path.is_dir() else relative.with_suffix("")).as_posix()


def _unknown(name: str, reason: str, by: str) -> Refusal:
    return Refusal(id=name, reason=reason, detail=f"{by} says nothing of it.")
