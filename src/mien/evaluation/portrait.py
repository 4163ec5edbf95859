"""A photo's face as methods are shown it."""

from mien.bundle import FrameCard
from mien.geometry import cut
from mien.media import Photo
from mien.runtime.subject import frames_of
from mien.types import Picture


def framed(photo: Photo, card: FrameCard) -> Picture:
    """The largest face of a photo, framed: (size, size, 3).

    Args:
        photo: what was read of the file.
        card: how faces are framed.

    Raises:
        MienError: no face.
    """
    (frame,) = frames_of(photo.picture, "largest", card, str(photo.path))
    return cut(photo.picture, frame, card.size)
