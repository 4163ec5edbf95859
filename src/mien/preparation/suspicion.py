"""What cannot be known but should be looked at, such as two people under one name."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.media import VIDEOS
from mien.preparation.files import PHOTOS, contents
from mien.preparation.people import Split
from mien.preparation.recognition import Faces, faces_of, least_alike, lookalikes
from mien.preparation.take import Item
from mien.types import Landmarks68, Picture

OTHER_FACE: Final = 0.085
"""Distance of two neutral faces that are hardly one person's; one pair of people in four has it."""

MOST: Final = 20
"""Pairs of lookalikes that are named."""


def suspected(
    items: Sequence[Item], neutrals: Mapping[str, Landmarks68], frame: Callable[[str], Picture]
) -> list[str]:
    """Names that may stand for two people, and people who may have two names, in words.

    Args:
        items: what has become a clip.
        neutrals: landmarks of each clip's first frame, by id.
        frame: gives a clip's first frame by id.
    """
    faces = faces_of(items, neutrals, frame)
    words = []
    for person in sorted({item.person for item in items}):
        own = [neutrals[item.id] for item in items if item.person == person]
        if apart := _apart_in_words(person, own, faces):
            words.append(f"{person} may be two people: {apart}")
    copied = same_files(items)
    words += [
        f"{one} and {other} may be one person: {files[0]} and {files[1]} hold the same picture"
        for (one, other), files in copied.items()
    ]
    alike = [pair for pair in lookalikes(faces) if pair[:2] not in copied]
    words += [
        f"{one} and {other} may be one person: their faces are alike ({cosine:.2f})"
        for one, other, cosine in alike[:MOST]
    ]
    if len(alike) > MOST:
        words.append(f"{len(alike) - MOST} more pairs of people have faces that are alike")
    return words


def same_files(items: Sequence[Item]) -> dict[tuple[str, str], tuple[str, str]]:
    """People who share a photo, a video or a frame, byte for byte, and the names of the files.

    Only files of one size are read.
    """
    sizes: dict[int, dict[Path, set[str]]] = {}
    for item in items:
        for path in (part for name in item.files for part in contents(Path(name))):
            if path.suffix.lower() in PHOTOS | VIDEOS and path.is_file():
                sizes.setdefault(path.stat().st_size, {}).setdefault(path, set()).add(item.person)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for people in sizes.values():
        if len(set().union(*people.values())) > 1:
            found |= _copies(people)
    return dict(sorted(found.items()))


def two_people(neutrals: Sequence[Landmarks68]) -> float | None:
    """How far apart the neutral faces of one person are, if that is too far.

    Faces of two people may still be closer: this finds a mix-up of folders, not a lookalike.

    Args:
        neutrals: landmarks of the first frame of each clip.

    Returns:
        The greatest root mean square distance of two faces laid over each other, as a share of
        their spread; None if it does not exceed `OTHER_FACE`.
    """
    shapes = [_shape(points) for points in neutrals]
    apart = [
        _apart(one, other) for index, one in enumerate(shapes) for other in shapes[index + 1 :]
    ]
    most = max(apart, default=0.0)
    return most if most > OTHER_FACE else None


def lopsided(clips: Sequence[tuple[str, str]], splits: Mapping[str, Split]) -> list[str]:
    """Expressions that one of the splits lacks, in words.

    Args:
        clips: person and expression of every clip.
        splits: of the people.
    """
    words = []
    for expression in sorted({expression for _, expression in clips}):
        found = {splits[person] for person, shown in clips if shown == expression}
        if missing := sorted({"train", "val"} - found):
            words.append(f"{expression} is shown by nobody in {missing[0]}: too few people show it")
    return words


def _apart_in_words(person: str, neutrals: Sequence[Landmarks68], faces: Faces) -> str:
    """Why a name may be two people's: by the network if it has seen them, or else by landmarks."""
    if person in faces:
        least = least_alike(faces[person])
        return "" if least is None else f"two faces of that name are hardly alike ({least:.2f})"
    apart = two_people(neutrals)
    return "" if apart is None else f"neutral faces of that name differ by {apart:.3f}"


def _copies(people: Mapping[Path, set[str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Of files of one size those that are the same, by the people to whom they belong."""
    by_content: dict[str, list[tuple[str, str]]] = {}
    for path, owners in people.items():
        with suppress(OSError), path.open("rb") as content:  # what cannot be read now is no copy
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            by_content.setdefault(digest, []).extend((owner, path.name) for owner in owners)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for shown in by_content.values():
        for (one, file), (other, copy) in combinations(sorted(shown), 2):
            if one != other:
                found.setdefault((one, other), (file, copy))
    return found


def _shape(points: Landmarks68) -> NDArray[np.complex128]:
    """The face at one place and of one size, as complex numbers."""
    plane = points[:, 0].astype(np.float64) + 1j * points[:, 1]
    centred = plane - plane.mean()
    return np.asarray(centred / np.linalg.norm(centred))


def _apart(one: NDArray[np.complex128], other: NDArray[np.complex128]) -> float:
    """The full Procrustes distance of two shapes."""
    return float(np.sqrt(max(0.0, 1 - float(np.abs(np.vdot(one, other))) ** 2)))
