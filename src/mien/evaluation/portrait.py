"""A photo's face as methods are shown it."""

from mien.bundle import FrameCard
from mien.faces import choose_faces, find_faces, frame_of, landmarks68, landmarks478
from mien.geometry import Frame, cut
from mien.media import Photo
from mien.types import Landmarks68, Picture


def placed(photo: Photo, card: FrameCard) -> tuple[Frame, Landmarks68]:
    """Where the largest face of a photo is.

    Args:
        photo: what was read of the file.
        card: how faces are framed.

    Returns:
        The frame, in the photo's pixels, and the landmarks, (68, 2), in the frame's.

    Raises:
        MienError: no face.
    """
    (face,) = choose_faces(find_faces(photo.picture), "largest", str(photo.path))
    points = landmarks478(photo.picture, face)
    frame = frame_of(points, face=card.face, centre=card.centre, roll=card.roll)
    return frame, frame.to_frame(landmarks68(points), card.size)


def framed(photo: Photo, card: FrameCard) -> Picture:
    """The largest face of a photo, framed: (size, size, 3).

    Args:
        photo: what was read of the file.
        card: how faces are framed.

    Raises:
        MienError: no face.
    """
    return cut(photo.picture, placed(photo, card)[0], card.size)
