"""The folder in which a preparation keeps what it has made, so that it can go on after a kill.

`clips/ID.npz` is a finished clip, `made/ID.json` says what became of an item and is written last:
an item whose note is there, and whose files are unchanged, is done.
"""

import hashlib
import json
import math
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.media import data_uri, write_clip
from mien.media.targets import replacing
from mien.preparation.files import contents
from mien.preparation.head import HEAD, check_head
from mien.preparation.take import Item, Outcome, Refusal, Take, Terms
from mien.preparation.thumbnail import thumbnail
from mien.types import Picture

FORMAT: Final = 1
PASSING: Final = frozenset({"unreadable"})
"""Reasons that are not kept: the next call may find the decoder, the rights or the network."""

FPS: Final = 10.0
"""Frames per second that a player shows; degrees, not times, say what a clip's frames are."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What is kept of a take beside its frames.

    Attributes:
        file: of the clip, relative to the folder.
        size: side of the frames in pixels.
        degrees: one a frame.
        terms: on which it may be used.
        source: where it comes from.
        figures: what was measured on it.
        row: neutral, half way and peak as data URIs.
    """

    file: str
    size: int
    degrees: tuple[float, ...]
    terms: Terms
    source: str
    figures: Mapping[str, float]
    row: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """What is kept of a refusal: `mien.preparation.take.Refusal`, its thumbnail as a data URI."""

    id: str
    reason: str
    detail: str
    figure: float | None
    limit: float | None
    thumbnail: str | None


@dataclass(frozen=True)
class Shelf:
    """A preparation's folder. It is pickled to other processes."""

    folder: Path

    def begin(self, head: Mapping[str, Any]) -> None:
        """Write what is prepared and how, or make sure that what is there was prepared so.

        Raises:
            MienError: the folder holds something else, or cannot be written.
        """
        path = self.folder / HEAD
        begun = path.is_file()
        if begun:
            check_head(path, head)
        elif self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
            raise MienError(f"{self.folder} holds other things. Name a new folder.")
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            if not begun:
                replace_text(path, json.dumps(head, indent=1) + "\n")
            for name in ("clips", "made"):
                (self.folder / name).mkdir(exist_ok=True)

    def put(self, item: Item, outcome: Outcome) -> None:
        """Keep what became of an item; it is there whole, or not at all.

        Raises:
            MienError: it cannot be written.
        """
        state = state_of(item)
        with writing(self.folder):
            if isinstance(outcome, Take):
                write_clip(
                    outcome.frames,
                    self.folder / _file(item),
                    fps=FPS,
                    label=None,
                    degrees=np.array(outcome.degrees),
                    landmarks=outcome.landmarks.astype(np.float32),
                )
                note = {"take": asdict(_made(outcome))}
            else:
                (self.folder / _file(item)).unlink(missing_ok=True)
                note = {"refusal": asdict(refused(outcome))}
            text = json.dumps({"format": FORMAT, "state": state, **note}, allow_nan=False)
            replace_text(self._note(item), text + "\n")

    def get(self, item: Item) -> Made | Refused | None:
        """What became of an item; None if it has not been made, or its files have changed."""
        try:
            note = json.loads(self._note(item).read_text(encoding="utf-8"))
            if note["format"] != FORMAT or note["state"] != state_of(item):
                return None
            if "refusal" in note:
                kept = Refused(**note["refusal"])
                return None if kept.reason in PASSING else kept
            made = note["take"]
            if not (self.folder / made["file"]).is_file():
                return None
            return Made(**made | {"terms": Terms(**made["terms"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def tidy(self, kept: Iterable[tuple[Item, Made | Refused | None]], *, changed: bool) -> None:
        """Remove what killed processes have left half-written, and what belongs to nothing listed.

        Whoever takes their photos back is then nowhere in the folder.

        Args:
            kept: what is listed, and what became of it.
            changed: whether clips have changed, so that decoded frames must go.
        """
        names = set()
        for item, one in kept:
            if one is not None:
                names.add(self._note(item))
            if isinstance(one, Made):
                names.add(self.folder / one.file)
        there = [path for name in ("clips", "made") for path in (self.folder / name).iterdir()]
        gone = [path for path in there if path not in names]
        if gone or changed:
            shutil.rmtree(self.folder / "cache", ignore_errors=True)
        for path in (*gone, *self.folder.glob(".*.part*")):
            path.unlink(missing_ok=True)

    def landmarks(self, made: Made) -> NDArray[np.float32]:
        """The landmarks of a clip, (frames, 68, 2)."""
        with np.load(self.folder / made.file, allow_pickle=False) as archive:
            return np.asarray(archive["landmarks"], np.float32)

    def neutral(self, made: Made) -> Picture:
        """The first frame of a clip."""
        with np.load(self.folder / made.file, allow_pickle=False) as archive:
            return np.asarray(archive["frames"][0], np.uint8)

    def _note(self, item: Item) -> Path:
        return self.folder / "made" / f"{item.id}.json"


def refused(refusal: Refusal) -> Refused:
    """A refusal as it is kept."""
    picture = refusal.thumbnail
    return Refused(
        id=refusal.id,
        reason=refusal.reason,
        detail=refusal.detail,
        figure=_number(refusal.figure),
        limit=_number(refusal.limit),
        thumbnail=None if picture is None else data_uri(thumbnail(picture)),
    )


def state_of(item: Item) -> str:
    """What tells an item from the same item changed: a hash of settings, file sizes and times."""
    lines = [item.person, item.expression, json.dumps(dict(item.settings), sort_keys=True)]
    for name in item.files:
        for part in contents(Path(name)):
            known = part.stat() if part.exists() else None
            lines.append(f"{part.name} {known and (known.st_size, known.st_mtime_ns)}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what a full or closed disk raises into words; what is finished stays.

    Raises:
        MienError: something could not be written.
    """
    hint = "What is finished is kept: make room, and run the same command again."
    try:
        yield
    except OSError as error:
        raise MienError(f"{folder} cannot be written: {error.strerror or error}. {hint}") from error
    except MienError as error:
        raise MienError(f"{error} {hint}") from error


def replace_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with replacing(path) as draft:
        draft.write_text(text, encoding="utf-8")


def _number(figure: float | None) -> float | None:
    """A figure as JSON can hold it; what could not be measured is none."""
    return None if figure is None or not math.isfinite(figure) else float(figure)


def _file(item: Item) -> str:
    return f"clips/{item.id}.npz"


def _made(take: Take) -> Made:
    degrees = np.array(take.degrees)
    peak = int(degrees.argmax())
    half = int(np.abs(degrees[: peak + 1] - degrees[peak] / 2).argmin())
    return Made(
        file=_file(take.item),
        size=int(take.frames.shape[1]),
        degrees=tuple(round(float(degree), 4) for degree in take.degrees),
        terms=take.terms,
        source=take.source,
        figures={name: round(float(value), 4) for name, value in take.figures.items()},
        row=tuple(data_uri(thumbnail(take.frames[index])) for index in (0, half, peak)),
    )
