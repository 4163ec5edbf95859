"""Which recordings there are, and what their names say of them."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from mien.errors import MienError
from mien.media import PICTURES, VIDEOS
from mien.preparation.files import children, clip_id, expression_name
from mien.preparation.take import Refusal, Terms
from mien.preparation.videos.layouts import Layout


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

    @property
    def settings(self) -> dict[str, Any]:
        """What the list says that decides what the clip looks like, as JSON values."""
        end = None if math.isinf(self.end) else self.end
        return {"peak": self.peak, "start": self.start, "end": end, **asdict(self.terms)}


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
    found = children(root)
    if any(path.suffix.lower() in PICTURES for path in found if not path.is_dir()):
        yield root
    for path in found:
        if path.is_dir():
            yield from recordings_below(path)
        elif path.suffix.lower() in VIDEOS:
            yield path


def listed(root: Path, layout: Layout) -> Listing:
    """The recordings below a folder by a layout.

    Raises:
        MienError: there is no such folder, or two recordings would have one name.
    """
    pattern, ignored = re.compile(layout.pattern), re.compile(layout.ignore)
    recordings, strays = [], []
    seen: set[tuple[tuple[str, str | None], ...]] = set()
    for path in recordings_below(root):
        name = _name(path, root)
        groups = pattern.fullmatch(name)
        if groups is None:
            if not layout.ignore or not ignored.fullmatch(name):
                strays.append(_unknown(name, "unknown name", f"The layout {layout.name}"))
            continue
        said = groups.groupdict()
        expression = _expression(said["expression"], layout.expression)
        if expression is None:
            strays.append(_unknown(name, "unknown expression", f"The layout {layout.name}"))
            continue
        key = tuple(sorted((k, v) for k, v in said.items() if k != layout.alternatives))
        if not expression or key in seen:
            continue
        seen.add(key)
        recordings.append(_recording(path, said, expression, layout))
    return Listing(tuple(recordings), tuple(strays))


def unlisted(root: Path, known: Iterable[Path], by: str) -> list[Refusal]:
    """Recordings below a folder that a list does not name."""
    named = {path.resolve() for path in known}
    return [
        _unknown(_name(path, root), "clip without label", by)
        for path in recordings_below(root)
        if path.resolve() not in named
    ]


def _recording(
    path: Path, said: Mapping[str, str | None], expression: str, layout: Layout
) -> Recording:
    others = [value for name, value in said.items() if name not in {"person", "expression"}]
    intensity = (said.get("intensity") or "").lower()
    return Recording(
        id=clip_id(said["person"] or "", expression, *[value or "" for value in others]),
        path=path,
        person=said["person"] or "",
        expression=expression,
        peak=float(layout.peak.get(intensity, 1.0)),
        terms=layout.terms,
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
