"""What is animated: the picture of a photo, and where its faces are."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, Union

import numpy as np

from mien.bundle import FrameCard
from mien.errors import MienError
from mien.geometry import Frame
from mien.types import Picture

if TYPE_CHECKING:
    from mien.media import Photo

Subject: TypeAlias = Union["Photo", Picture, Path, str]
"""A photo: its file, what was read from it, or its pixels."""


def picture_of(photo: Subject) -> Picture:
    """The pixels of a photo, (height, width, 3).

    Raises:
        MienError: a file that is no picture, or an array that is none.
    """
    if isinstance(photo, (str, Path)):
        from mien.media import read_photo  # noqa: PLC0415 - loads codecs that arrays do not need

        return read_photo(Path(photo)).picture
    picture = photo if isinstance(photo, np.ndarray) else photo.picture
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
        raise MienError(
            f"A picture must be uint8 (height, width, 3); this one is {picture.dtype} "
            f"{picture.shape}."
        )
    return picture


def frames_of(picture: Picture, face: int | Literal["all"] | None, card: FrameCard) -> list[Frame]:
    """Find the faces of a picture and frame them as a bundle wants them.

    Args:
        picture: (height, width, 3).
        face: which, counted from 1, the largest first; "all"; or None for the largest.
        card: how the bundle's network sees a face.

    Raises:
        MienError: no face, or fewer than asked for.
    """
    raise NotImplementedError
