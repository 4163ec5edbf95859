"""The clip set on disk: `clips.json`, the videos that it names, and `landmarks.npz`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.media import read_frames
from mien.media.targets import replacing

FORMAT = 1
HEAD = "clips.json"
LANDMARKS = "landmarks.npz"


@dataclass(frozen=True, kw_only=True)
class Clip:
    """One video of one face going through one expression.

    Attributes:
        id: unique in the set; key of the clip's landmarks.
        file: the video, relative to the clip set's folder.
        person: who is shown; a person belongs to one split only.
        split: what the clip may be used for.
        expression: what is shown.
        degrees: one for each frame, in [0, 1]; the first is 0.
        source: where the clip comes from.
        licence: SPDX expression.
        attribution: whom to name, and where the material comes from.
        consent: what the person shown has agreed to, in words.
    """

    id: str
    file: str
    person: str
    split: Literal["train", "val"]
    expression: str
    degrees: tuple[float, ...]
    source: str = ""
    licence: str = ""
    attribution: str = ""
    consent: str = ""


class ClipSet:
    """A folder of clips of one size.

    Attributes:
        folder: where it is.
        size: height and width of every frame in pixels.
        clips: all of them.
    """

    def __init__(self, folder: Path, size: int, clips: tuple[Clip, ...]) -> None:
        self.folder = folder
        self.size = size
        self.clips = clips

    @classmethod
    def read(cls, folder: Path) -> "ClipSet":
        """Read and check the head of a clip set.

        Raises:
            MienError: no clip set, or one that would teach something false.
        """
        head = _head(folder)
        try:
            clips = tuple(_clip(values) for values in head["clips"])
            size = int(head["size"])
        except (KeyError, TypeError, ValueError) as error:
            raise MienError(f"{folder / HEAD} is damaged: {error}.") from error
        check(folder, clips)
        return cls(folder, size, clips)

    def write(self, landmarks: Mapping[str, NDArray[np.float32]]) -> None:
        """Write the head and the landmarks; the videos must be in the folder already."""
        with replacing(self.folder / LANDMARKS) as draft, draft.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **dict(landmarks))
        head = {
            "format": FORMAT,
            "size": self.size,
            "clips": [asdict(clip) for clip in self.clips],
        }
        with replacing(self.folder / HEAD) as draft:
            draft.write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")

    def remove(self) -> None:
        """Remove the head and the landmarks; the videos stay."""
        for name in (HEAD, LANDMARKS):
            (self.folder / name).unlink(missing_ok=True)

    def split(self, name: str, expressions: Iterable[str] | None = None) -> tuple[Clip, ...]:
        """Clips of one split, of the named expressions if any are named."""
        wanted = None if expressions is None else set(expressions)
        return tuple(
            clip
            for clip in self.clips
            if clip.split == name and (wanted is None or clip.expression in wanted)
        )

    @property
    def expressions(self) -> tuple[str, ...]:
        """Names of all expressions, sorted."""
        return tuple(sorted({clip.expression for clip in self.clips}))

    def require(self, expressions: Iterable[str]) -> None:
        """Make sure that these expressions can be learnt, and judged on people held out.

        Raises:
            MienError: an expression that nobody shows in one of the splits.
        """
        for split, purpose in (("train", "learn from"), ("val", "judge by: nobody is held out")):
            shown = sorted({clip.expression for clip in self.split(split)})
            if missing := sorted(set(expressions) - set(shown)):
                raise MienError(
                    f"{self.folder} has no clips of {', '.join(missing)} to {purpose}. The split "
                    f"{split} shows: {', '.join(shown) or 'nothing'}. Choose with -e what is "
                    "learnt, or hold people out with --val when preparing."
                )

    def frames(self, clip: Clip) -> NDArray[np.uint8]:
        """All frames of a clip, (frames, size, size, 3).

        Raises:
            MienError: the video is missing, damaged or not what the head says.
        """
        frames = read_frames(self.folder / clip.file)
        expected = (len(clip.degrees), self.size, self.size, 3)
        if frames.shape != expected:
            raise MienError(
                f"{self.folder / clip.file} has frames of shape {frames.shape}; "
                f"{HEAD} promises {expected}."
            )
        return frames

    def landmarks(self, clip: Clip) -> NDArray[np.float32]:
        """The 68 landmarks of every frame, (frames, 68, 2) in pixels.

        Raises:
            MienError: the clip has none.
        """
        if clip.id not in self._landmarks:
            raise MienError(f"{self.folder / LANDMARKS} has no landmarks of {clip.id}.")
        return np.asarray(self._landmarks[clip.id], dtype=np.float32)

    @cached_property
    def _landmarks(self) -> Mapping[str, NDArray[Any]]:
        path = self.folder / LANDMARKS
        if not path.is_file():
            raise MienError(f"{self.folder} has no {LANDMARKS}: prepare the clip set again.")
        with np.load(path, allow_pickle=False) as archive:
            return dict(archive)


def _head(folder: Path) -> dict[str, Any]:
    path = folder / HEAD
    if not path.is_file():
        raise MienError(f"{folder} is not a clip set: it has no {HEAD}.")
    try:
        head = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise MienError(f"{path} is not JSON: {error}.") from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        found = head.get("format") if isinstance(head, dict) else None
        raise MienError(f"{path} has format {found}; this version of mien reads {FORMAT}.")
    return head


def _clip(values: dict[str, Any]) -> Clip:
    unknown = sorted(set(values) - {item.name for item in fields(Clip)})
    if unknown:
        raise ValueError(f"a clip has unknown keys {', '.join(unknown)}")
    degrees = tuple(float(degree) for degree in values["degrees"])
    return Clip(**values | {"degrees": degrees})


def check(folder: Path, clips: tuple[Clip, ...]) -> None:
    """Refuse clips that cannot be one clip set.

    Raises:
        MienError: no clips, one named twice, impossible degrees, or a person in both splits.
    """
    if not clips:
        raise MienError(f"{folder} holds no clips.")
    names = [clip.id for clip in clips]
    if len(set(names)) < len(names):
        raise MienError(f"{folder / HEAD} names a clip twice.")
    for clip in clips:
        if len(clip.degrees) < 2 or not all(0 <= degree <= 1 for degree in clip.degrees):
            raise MienError(f"{clip.id}: a clip needs two frames or more, of degrees in [0, 1].")
        if clip.degrees[0] != 0:
            raise MienError(f"{clip.id}: the first frame must be neutral, of degree 0.")
        if clip.split not in {"train", "val"}:
            raise MienError(f"{clip.id}: the split is {clip.split!r}, not 'train' or 'val'.")
    people = {split: {c.person for c in clips if c.split == split} for split in ("train", "val")}
    if shared := sorted(people["train"] & people["val"]):
        raise MienError(f"People must be in one split only; in both are: {', '.join(shared[:5])}.")
