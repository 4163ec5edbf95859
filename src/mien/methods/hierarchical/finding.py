"""The landmarks of a portrait that is framed already."""

from mien.faces import choose_faces, find_faces, landmarks
from mien.types import Landmarks68, Picture


def portrait_landmarks(portrait: Picture) -> Landmarks68:
    """The 68 points of the largest face, (68, 2) in pixels.

    Raises:
        MienError: there is no face, or it does not show clearly.
    """
    (face,) = choose_faces(find_faces(portrait), "largest", "the portrait")
    return landmarks(portrait, face)
