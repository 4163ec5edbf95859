"""What is animated: the picture of a photo, and where its faces are."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, Union

import numpy as np

from mien.bundle import FrameCard
from mien.errors import MienError
from mien.geometry import Frame
from mien.types import Picture

if TYPE_CHECKING:
    from mien.faces import Which
    from mien.media import Photo

Subject: TypeAlias = Union["Photo", Picture, Path, str]
"""A photo: its file, what was read from it, or its pixels."""

Whom: TypeAlias = int | Literal["largest", "all", "whole"]
"""Which face moves: its number from 1, the largest, all, or the picture as the frame."""


def read(subject: Subject) -> tuple[Picture, str]:
    """The pixels of a photo, (height, width, 3), and its name for messages.

    Raises:
        MienError: a file that is no picture, or an array that is none.
    """
    if isinstance(subject, (str, Path)):
        from mien.media import read_photo  # noqa: PLC0415 - loads codecs that arrays do not need

        subject = read_photo(Path(subject))
    if not isinstance(subject, np.ndarray):
        return subject.picture, str(subject.path)
    if subject.dtype != np.uint8 or subject.ndim != 3 or subject.shape[2] != 3 or not subject.size:
        raise MienError(
            f"A picture must be uint8 (height, width, 3); this one is {subject.dtype} "
            f"{subject.shape}."
        )
    return subject, "the picture"


_WHOLE = "`--whole` to take the picture itself as the face's frame"
"""What helps where no face is found, as `mien animate` calls it."""


def frames_of(picture: Picture, which: "Which", card: FrameCard, name: str) -> list[Frame]:
    """Find the faces of a picture and frame them as a bundle wants them.

    Args:
        picture: (height, width, 3).
        which: "largest", "all", or a number counted from 1, the largest first.
        card: how the bundle's network sees a face.
        name: the picture's name for messages.

    Raises:
        MienError: no face, or fewer than asked for.
    """
    from mien.faces import (  # noqa: PLC0415 - loads a detector that a given frame does not need
        choose_faces,
        find_faces,
        frame_of,
        landmarks478,
    )

    return [
        frame_of(landmarks478(picture, face), face=card.face, centre=card.centre, roll=card.roll)
        for face in choose_faces(find_faces(picture), which, name, instead=_WHOLE)
    ]
