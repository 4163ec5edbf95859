"""Photos without truth, in the place of a clip set: portraits that nobody knows the clips of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from mien.bundle import FrameCard
from mien.clips import Clip
from mien.errors import MienError
from mien.evaluation.portrait import placed
from mien.geometry import Frame, cut
from mien.media import PICTURES, read_photo
from mien.types import Landmarks68

DEGREES: Final = tuple(round(0.1 * step, 1) for step in range(11))
"""Of the frames that are asked for: the paper's ten, and 0."""


@dataclass(frozen=True)
class Sitter:
    """A photo and where its largest face is.

    Attributes:
        path: the file; its name is that of the person.
        frame: in the photo's pixels.
        landmarks: (68, 2), in the frame's pixels.
    """

    path: Path
    frame: Frame
    landmarks: Landmarks68


class Photos:
    """What an evaluation needs of a clip set, of photos: one clip for each photo and expression.

    The frames of a clip are the framed face alone, whatever the number of its degrees.

    Args:
        sitters: the photos in which a face was found.
        expressions: that are shown.
        size: side of the framed face in pixels.
        refused: by file name, why a photo cannot be used.
    """

    def __init__(
        self,
        sitters: Sequence[Sitter],
        expressions: Sequence[str],
        size: int,
        refused: Mapping[str, str] | None = None,
    ) -> None:
        self.expressions = tuple(sorted(expressions))
        self.size = size
        self.refused = dict(refused or {})
        self._sitters = {sitter.path.name: sitter for sitter in sitters}

    def split(self, name: str) -> tuple[Clip, ...]:  # noqa: ARG002 - as of a clip set
        """All clips; photos have no splits."""
        return tuple(
            Clip(
                id=f"{name} {expression}",
                file=name,
                person=name,
                split="val",
                expression=expression,
                degrees=DEGREES,
                source="photos",
            )
            for name in self._sitters
            for expression in self.expressions
        )

    def frames(self, clip: Clip) -> NDArray[np.uint8]:
        """The framed face, (1, size, size, 3)."""
        sitter = self._sitters[clip.file]
        return cut(read_photo(sitter.path).picture, sitter.frame, self.size)[None]

    def landmarks(self, clip: Clip) -> NDArray[np.float32]:
        """Its landmarks, (1, 68, 2), in pixels of the frame."""
        return self._sitters[clip.file].landmarks[None]


def read_photos(
    folder: Path, card: FrameCard, expressions: Sequence[str], *, progress: bool = False
) -> Photos:
    """Look for the largest face in every photo of a folder.

    Args:
        folder: files whose names end like a picture's are taken, in the order of their names.
        card: how faces are framed.
        expressions: that shall be shown.
        progress: whether to show a bar.

    Raises:
        MienError: no such folder, or no photo in it that shows a face.
    """
    if not folder.is_dir():
        raise MienError(f"{folder} is not a folder of photos.")
    paths = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in PICTURES]
    sitters, refused = [], {}
    for path in tqdm(paths, desc="look", unit="photo", disable=None if progress else True):
        try:
            sitters.append(Sitter(path, *placed(read_photo(path), card)))
        except MienError as error:
            refused[path.name] = str(error)
    if not sitters:
        raise MienError(
            f"No photo of {folder} shows a face that can be used ({len(paths)} were looked at)."
        )
    return Photos(sitters, expressions, card.size, refused)
