"""The Extended Cohn-Kanade set as it is distributed (Lucey et al., 2010).

`cohn-kanade-images/S005/001/S005_001_00000001.png`, `Landmarks/S005/001/..._landmarks.txt` with 68
lines `x y`, `Emotion/S005/001/..._emotion.txt` with one number. A sequence starts neutral and ends
at the peak, so that frame t of T has degree (t - 1) / (T - 1). Most sequences have no label.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mien.clips.degrees import degrees_in_time
from mien.errors import MienError
from mien.media import read_photo
from mien.preparation import checks
from mien.preparation.beginning import backwards, beginning, not_neutral
from mien.preparation.files import children
from mien.preparation.framing import SIZE, clip_frame, framed
from mien.preparation.motion import expression_distance
from mien.preparation.sharpness import greatest_blur
from mien.preparation.take import Item, Outcome, Refusal, Take, Terms
from mien.types import Landmarks68

EXPRESSIONS: Final = {
    1: "angry",
    2: "contempt",
    3: "disgusted",
    4: "afraid",
    5: "happy",
    6: "sad",
    7: "surprised",
}
"""By the code of the label files; 0 is neutral."""

BEGINS: Final = 0.25
"""Farthest on the way to its peak that a sequence may begin: its first frame has degree 0."""

SMOOTHING: Final = 3
"""Frames over which a distance counts by its median."""

FIRST_PIXEL: Final = 1.0
"""Coordinate of the top left pixel's centre in the landmark files: they count as MATLAB does."""

TERMS: Final = Terms(
    licence="LicenseRef-CK-Plus",
    attribution="Extended Cohn-Kanade set: Kanade, Cohn and Tian (2000), Lucey et al. (2010)",
    consent="research under the set's agreement; publication of those subjects only whom it names",
)


class CKPlus:
    """The labelled sequences of the Extended Cohn-Kanade set.

    Args:
        root: folder that holds `cohn-kanade-images`, `Landmarks` and `Emotion`, perhaps one below.

    Attributes:
        name: `ckplus`.
        settings: nothing can be set.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.name = "ckplus"
        self.settings: Mapping[str, Any] = {"size": SIZE}

    def items(self) -> Sequence[Item]:
        """Every sequence with a label of an expression.

        Raises:
            MienError: a folder is missing, or nothing is labelled.
        """
        items = [
            Item(
                id=f"{person}_{take}",
                person=person,
                expression=EXPRESSIONS[code],
                files=self._files(person, take, label),
            )
            for (person, take), (code, label) in self._labels.items()
            if code in EXPRESSIONS and (person, take) in self._sequences
        ]
        if not items:
            raise MienError(
                f"{self.root} has no sequence with a label. Unpack the images, the landmarks and "
                "the emotion labels into one folder."
            )
        return items

    def strays(self) -> Sequence[Refusal]:
        """Labels without a sequence, of nothing or of neutral, and sequences without a label."""
        found = []
        for (person, take), (code, label) in self._labels.items():
            name = f"{person}_{take}"
            if (person, take) not in self._sequences:
                detail = f"{label.name} labels a sequence that is not there."
                found.append(Refusal(id=name, reason="label without clip", detail=detail))
            elif code not in EXPRESSIONS:
                detail = f"{label.name} says {code}; 1 to 7 are expressions."
                reason = "neutral" if code == 0 else "unknown expression"
                found.append(Refusal(id=name, reason=reason, detail=detail, figure=code))
        found += [
            Refusal(
                id=f"{person}_{take}",
                reason="clip without label",
                detail="The sequence has no label, so that nobody knows what it shows.",
            )
            for person, take in self._sequences
            if (person, take) not in self._labels
        ]
        return found

    def make(self, item: Item, rng: np.random.Generator) -> Outcome:  # noqa: ARG002 - no chance in it
        """Frame a sequence by its own landmarks."""
        take = Path(item.files[0]).parent.name
        person = Path(item.files[0]).parent.parent.name
        paths = self._pictures(person, take)
        points = [self._landmarks(person, take, path.stem) for path in paths]
        fault = checks.too_short(len(paths)) or checks.missing_landmarks(points)
        if fault:
            return fault.refusal(item.id, read_photo(paths[0]).picture if paths else None)
        track = np.stack([one for one in points if one is not None])
        pictures = [read_photo(path).picture for path in paths]
        fault = (
            checks.out_of_order(track)
            or checks.head_moved(track)
            or checks.no_expression(track)
            or _not_from_neutral(track, item.expression)
            or checks.peak_in_the_middle(track)
        )
        if fault:
            return fault.refusal(item.id, pictures[-1])
        square = clip_frame(track[0])
        frames, landmarks = framed(pictures, track, [square] * len(paths), SIZE)
        if fault := checks.blurred(frames, landmarks):
            return fault.refusal(item.id, frames[-1])
        return Take(
            item=item,
            frames=frames,
            landmarks=landmarks,
            degrees=tuple(degrees_in_time(len(paths)).tolist()),
            terms=TERMS,
            source="CK+",
            figures=_figures(frames, landmarks),
        )

    def _files(self, person: str, take: str, label: Path) -> tuple[str, ...]:
        landmarks = self._folder("Landmarks") / person / take
        return tuple(str(path) for path in (*self._pictures(person, take), label, landmarks))

    def _pictures(self, person: str, take: str) -> list[Path]:
        folder = self._folder("cohn-kanade-images") / person / take
        return [path for path in children(folder) if path.suffix.lower() == ".png"]

    def _landmarks(self, person: str, take: str, frame: str) -> Landmarks68 | None:
        path = self._folder("Landmarks") / person / take / f"{frame}_landmarks.txt"
        return read_landmarks(path) if path.is_file() else None

    @cached_property
    def _sequences(self) -> dict[tuple[str, str], None]:
        root = self._folder("cohn-kanade-images")
        takes = [take for person in _folders(root) for take in _folders(person)]
        return {(take.parent.name, take.name): None for take in takes}

    @cached_property
    def _labels(self) -> dict[tuple[str, str], tuple[int, Path]]:
        takes = [take for person in _folders(self._folder("Emotion")) for take in _folders(person)]
        files = [path for take in takes for path in children(take) if path.suffix == ".txt"]
        return {(path.parent.parent.name, path.parent.name): (_code(path), path) for path in files}

    def _folder(self, name: str) -> Path:
        found = [self.root / name, *sorted(self.root.glob(f"*/{name}"))]
        for path in found:
            if path.is_dir():
                return path
        raise MienError(
            f"{self.root} has no folder {name}. Name the folder into which the Extended "
            "Cohn-Kanade set was unpacked."
        )


def read_landmarks(path: Path) -> Landmarks68 | None:
    """The landmarks in a file of the set, (68, 2), with (0, 0) at the top left pixel's centre.

    Returns:
        None if the file does not hold 68 points.
    """
    try:
        points = np.loadtxt(path, dtype=np.float64, ndmin=2)
    except (ValueError, UserWarning):
        return None
    return (points - FIRST_PIXEL).astype(np.float32) if points.shape == (68, 2) else None


def _not_from_neutral(track: NDArray[np.float32], expression: str) -> checks.Fault | None:
    """A sequence that begins with its peak, or on the way to it."""
    began = beginning(track, track[0], expression, SMOOTHING)
    return not_neutral(began, BEGINS) or backwards(expression, track[0], track[-1])


def _code(path: Path) -> int:
    """The number in a label file; -1 if it holds none."""
    try:
        return int(float(path.read_text(encoding="ascii")))
    except (ValueError, OverflowError):
        return -1


def _folders(path: Path) -> list[Path]:
    return [child for child in children(path) if child.is_dir()]


def _figures(frames: NDArray[np.uint8], track: NDArray[np.float32]) -> dict[str, float]:
    return {
        "expression": float(expression_distance(track[-1:], track[0])[0]),
        "blur": greatest_blur(frames, track),
    }
