"""Whose face a clip shows, by the network that evaluation uses, where it is installed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.faces import Face
from mien.ibug import LEFT_EYE, RIGHT_EYE, eye_distance
from mien.metrics.identity import SAME, Embedder
from mien.preparation.take import Item
from mien.types import Landmarks68, Picture

ALIKE: Final = 0.6
"""Cosine of two neutral faces that may well be one person's. 81 people, each photographed twice in
one session, have .85 and more; of 3,240 pairs of them the most alike have .52, and of 9,730 pairs
of generated portraits one in 750 has more than .6."""

LEAST_EYES: Final = 10.0
"""Distance between the eyes in pixels from which a face can be told from another."""

Faces = Mapping[str, NDArray[np.float64]]
"""By person: what says whose the neutral faces are, (faces, 128), each of length 1."""


def faces_of(
    items: Sequence[Item], neutrals: Mapping[str, Landmarks68], frame: Callable[[str], Picture]
) -> Faces:
    """The neutral faces of everybody, one for each file, or set of files, that clips are made of.

    Args:
        items: what has become a clip.
        neutrals: landmarks of each clip's first frame, by id.
        frame: gives a clip's first frame by id.

    Returns:
        Nobody, if the network is not installed; without those whose faces are too small.
    """
    try:
        network = Embedder.find()
    except MienError:
        return {}
    distinct = {(item.person, item.files): item.id for item in reversed(items)}
    found: dict[str, list[NDArray[np.float64]]] = {}
    for (person, _), name in distinct.items():
        if eye_distance(neutrals[name]) >= LEAST_EYES:
            seen = network.embeddings(frame(name)[None], _face(neutrals[name]))[0]
            found.setdefault(person, []).append(seen)
    return {person: np.stack(found[person]) for person in sorted(found)}


def least_alike(faces: NDArray[np.float64]) -> float | None:
    """Cosine of the two faces of one person that are least alike, if it is two people's."""
    least = float((faces @ faces.T).min())
    return least if least < SAME else None


def lookalikes(faces: Faces) -> list[tuple[str, str, float]]:
    """Two people with one face, and its cosine, the most alike first."""
    people = list(faces)
    found = []
    for index, person in enumerate(people):
        for other in people[index + 1 :]:
            alike = float((faces[person] @ faces[other].T).max())
            if alike > ALIKE:
                found.append((person, other, alike))
    return sorted(found, key=lambda pair: -pair[2])


def _face(points: Landmarks68) -> Face:
    """What a detector would say of a face."""
    eyes = points[RIGHT_EYE].mean(axis=0), points[LEFT_EYE].mean(axis=0)
    return Face.around(points, np.stack([*eyes, points[30], points[48], points[54]]))
