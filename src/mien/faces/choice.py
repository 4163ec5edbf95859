"""Which of the faces of a photo to animate."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from mien.errors import MienError
from mien.faces.detector import Face

Which: TypeAlias = Literal["largest", "all"] | int
"""The largest face, every face, or the one of this number: 1 is the largest."""


def choose_faces(
    faces: Sequence[Face], which: Which, name: str, *, instead: str = ""
) -> list[Face]:
    """Choose among the faces that `find_faces` found.

    Args:
        faces: the largest first.
        which: what to choose.
        name: the photo's name, for the messages.
        instead: what would do as well as another photo where there is no face, for the message.

    Raises:
        MienError: there is no face, or none of that number.
    """
    if not faces:
        raise MienError(
            f"No face was found in {name}. Use a photo that shows one from the front and at least "
            f"24 pixels wide{instead and f', or {instead}'}."
        )
    if which == "all":
        return list(faces)
    number = 1 if which == "largest" else which
    if number is True or not isinstance(number, int) or not 1 <= number <= len(faces):
        raise MienError(
            f"{name} has no face number {number}: {_found(faces)}. Number them from the largest, "
            "1, or take all."
        )
    return [faces[number - 1]]


def _found(faces: Sequence[Face]) -> str:
    lines = [
        f"{number} at ({face.points5[2][0]:.0f}, {face.points5[2][1]:.0f})"
        for number, face in enumerate(faces, 1)
    ]
    count = "one face was" if len(faces) == 1 else f"{len(faces)} faces were"
    return f"{count} found, {', '.join(lines)} (nose, in pixels)"
