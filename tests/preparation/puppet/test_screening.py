from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageFilter

from mien import examples
from mien.faces import find_faces, landmarks478
from mien.media import read_photo
from mien.preparation.points import EYE_CORNERS
from mien.preparation.puppet.fit import fit
from mien.preparation.puppet.glasses import rims
from mien.preparation.puppet.looks import lengths, looks, table
from mien.preparation.puppet.measures import measured
from mien.preparation.puppet.mesh import FaceMesh
from mien.preparation.puppet.screening import Limits, screened, smiles_already
from mien.preparation.puppet.sitter import Sitter, sitter
from mien.preparation.sight import Sight
from mien.preparation.take import Refusal
from mien.types import Picture

Edit = Callable[[Picture, np.ndarray], Picture]


def blurred(picture: Picture, _: np.ndarray) -> Picture:
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(3)))


def shrunk(picture: Picture, _: np.ndarray) -> Picture:
    return np.asarray(Image.fromarray(picture).resize((170, 170)))


def twice(picture: Picture, _: np.ndarray) -> Picture:
    return np.hstack([picture, picture])


def faceless(picture: Picture, _: np.ndarray) -> Picture:
    return np.random.default_rng(0).integers(0, 255, picture.shape, dtype=np.uint8)


def bespectacled(picture: Picture, landmarks: np.ndarray) -> Picture:
    drawn = picture.copy()
    right, left = (landmarks[list(pair)].mean(0) for pair in EYE_CORNERS)
    unit = float(np.linalg.norm(left - right))
    for eye in (right, left):
        middle = tuple(int(value) for value in eye + np.array([0, 0.1 * unit]))
        axes = (int(0.42 * unit), int(0.33 * unit))
        cv2.ellipse(drawn, middle, axes, 0, 0, 360, (30, 25, 25), 4, cv2.LINE_AA)
    return drawn


def gaping(picture: Picture, landmarks: np.ndarray) -> Picture:
    """The lower half of the face pulled down, as far as the lips have to part to be seen apart."""
    line = int(landmarks[[13, 14], 1].mean())
    open_by = 26
    lower = picture[line:-open_by]
    drawn = picture.copy()
    drawn[line + open_by :] = lower
    drawn[line : line + open_by] = picture[line : line + 1]
    right, left = landmarks[[78, 308], 0].astype(int)
    for offset in range(open_by):
        inset = int(abs(offset - open_by / 2) * 1.5)
        drawn[line + offset, right + inset : left - inset] = (50, 20, 20)
    return drawn


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (blurred, "blurred"),
        (shrunk, "small"),
        (twice, "several faces"),
        (faceless, "no face"),
        (bespectacled, "glasses"),
        (gaping, "mouth open"),
    ],
)
def test_a_photo_that_will_not_do_is_refused_with_its_figure(
    edit: Edit,
    reason: str,
    facekit: Path,
    ada: Path,
    ada_landmarks: np.ndarray,
    tmp_path: Path,
) -> None:
    photo = tmp_path / "photo.png"
    Image.fromarray(edit(read_photo(ada).picture, ada_landmarks)).save(photo)
    refused = sitter(photo, 0, facekit, Limits())
    assert isinstance(refused, Refusal)
    assert refused.reason == reason
    assert refused.thumbnail is not None
    assert max(refused.thumbnail.shape[:2]) <= 160
    if reason != "no face":
        assert refused.figure is not None
        assert refused.limit is not None
        assert refused.figure != refused.limit


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0 cut short"])
def test_a_file_that_is_no_picture_is_refused(
    facekit: Path, tmp_path: Path, content: bytes
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(content)
    refused = sitter(photo, 0, facekit, Limits())
    assert isinstance(refused, Refusal)
    assert refused.reason == "unreadable"


def test_an_example_will_do(facekit: Path, ada: Path) -> None:
    found = sitter(ada, 0, facekit, Limits())
    assert isinstance(found, Sitter)
    assert 0.2 < found.seen.smile < 0.7
    assert found.seen.mouth < 0.045


@pytest.mark.parametrize(
    ("yaw", "pitch", "reason"), [(30, 0, "head turn"), (-30, 0, "head turn"), (0, 25, "head nod")]
)
def test_a_turned_head_is_refused(
    yaw: float, pitch: float, reason: str, mesh: FaceMesh, facekit: Path, ada: Path
) -> None:
    assert mesh.anchors is not None
    turn, nod = np.radians([yaw, pitch])
    head = mesh.vertices @ np.array(
        [[np.cos(turn), 0, -np.sin(turn)], [0, 1, 0], [np.sin(turn), 0, np.cos(turn)]]
    )
    head = head @ np.array(
        [[1, 0, 0], [0, np.cos(nod), np.sin(nod)], [0, -np.sin(nod), np.cos(nod)]]
    )
    points = mesh.anchors.of(head[:, :2] * [20, -20] + [300, 280]).astype(np.float32)
    found = sitter(ada, 0, facekit, Limits())
    assert isinstance(found, Sitter)
    refused = screened(found.seen, fit(mesh, points), Limits())
    assert refused is not None
    assert refused.reason == reason
    assert refused.figure == pytest.approx(max(abs(yaw), pitch), abs=3)


def test_swapped_landmarks_are_refused(mesh: FaceMesh, facekit: Path, ada: Path) -> None:
    found = sitter(ada, 0, facekit, Limits())
    assert isinstance(found, Sitter)
    swapped = found.landmarks.copy()
    swapped[:234], swapped[234:468] = found.landmarks[234:468], found.landmarks[:234]
    refused = screened(found.seen, fit(mesh, swapped), Limits())
    assert refused is not None
    assert refused.reason == "odd landmarks"


def test_raised_corners_of_the_mouth_count_as_a_smile(ada: Path, ada_landmarks: np.ndarray) -> None:
    picture = read_photo(ada).picture
    before = measured(Sight(picture, ada_landmarks.astype(np.float64)))
    smiling = ada_landmarks.copy()
    unit = float(np.linalg.norm(ada_landmarks[263] - ada_landmarks[33]))
    smiling[61] += np.float32([-0.06, -0.06]) * unit
    smiling[291] += np.float32([0.06, -0.06]) * unit
    after = measured(Sight(picture, smiling.astype(np.float64)))
    assert after.smile > before.smile + 0.6
    for corner, (right, up) in {"narrow": (-0.08, 0.0), "low": (0.0, -0.08)}.items():
        other = ada_landmarks.copy()
        other[61] += np.float32([-right, -up]) * unit
        other[291] += np.float32([right, -up]) * unit
        assert measured(Sight(picture, other.astype(np.float64))).smile < before.smile - 0.2, corner
    assert smiles_already(after, Limits()) is not None
    assert smiles_already(before, Limits()) is None


def test_glasses_are_told_from_faces_without(ada: Path, ada_landmarks: np.ndarray) -> None:
    picture = read_photo(ada).picture
    assert rims(picture, ada_landmarks) < 0.05
    drawn = bespectacled(picture, ada_landmarks)
    seen = landmarks478(drawn, find_faces(drawn)[0])
    assert rims(drawn, seen) > 0.08


def edited(landmarks: np.ndarray, moves: dict[tuple[int, ...], tuple[float, float]]) -> np.ndarray:
    """Landmarks moved outwards and down, in distances between the eyes."""
    drawn = landmarks.astype(np.float64)
    right, left = (landmarks[list(pair)].mean(0) for pair in EYE_CORNERS)
    unit, middle = float(np.linalg.norm(left - right)), (right[0] + left[0]) / 2
    for points, (outwards, down) in moves.items():
        sides = np.sign(landmarks[list(points), 0] - middle)
        drawn[list(points)] += unit * np.stack([sides * outwards, np.full(len(points), down)], 1)
    return drawn


INNER_BROWS, CHEEKS, CORNERS, NOSTRILS = (55, 107, 285, 336), (50, 280), (61, 291), (98, 327)
EDITS = {
    "frown": {INNER_BROWS: (-0.02, 0.08), CHEEKS: (0.0, -0.05)},
    "sad": {INNER_BROWS: (0.0, -0.06), CORNERS: (0.0, 0.05)},
    "disgust": {NOSTRILS: (0.02, -0.06), CHEEKS: (0.0, -0.08), (159, 386): (0.0, 0.04)},
    "pout": {
        (17,): (0.0, -0.04),
        (14,): (0.0, -0.04),
        (13, 0): (0.0, -0.04),
        CORNERS: (-0.05, 0.0),
    },
    "pursed": {CORNERS: (-0.1, 0.0), (17,): (0.0, 0.03)},
}


def test_the_examples_show_no_look_beyond_its_limit() -> None:
    for name in examples.names():
        picture = read_photo(examples.path(name)).picture
        for look, figure in looks(landmarks478(picture, find_faces(picture)[0])).items():
            assert figure < getattr(Limits(), look), (name, look)


@pytest.mark.parametrize("look", EDITS)
def test_a_face_that_is_not_at_rest_is_refused(
    look: str, facekit: Path, ada: Path, ada_landmarks: np.ndarray
) -> None:
    assert set(EDITS) == set(table()["looks"])
    found = sitter(ada, 0, facekit, Limits())
    assert isinstance(found, Sitter)
    before, after = looks(ada_landmarks), looks(edited(ada_landmarks, EDITS[look]))
    assert after[look] > max(before[look] + 0.3, getattr(Limits(), look))
    refused = screened(replace(found.seen, looks=after), found.laid, Limits())
    assert refused is not None
    assert refused.reason == "not neutral"
    assert refused.figure in after.values()


def test_looks_do_not_depend_on_where_the_face_is_how_large_or_how_tilted(
    ada_landmarks: np.ndarray,
) -> None:
    angle = np.radians(20)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    assert looks(ada_landmarks @ turn * 1.7 + [40, -12]) == pytest.approx(
        looks(ada_landmarks), abs=0.01
    )


def test_lowered_corners_of_the_mouth_move_one_length_and_count_by_its_weight(
    ada_landmarks: np.ndarray,
) -> None:
    lowered = edited(ada_landmarks, {CORNERS: (0.0, 0.1)})
    names = list(table()["lengths"])
    moved = dict(zip(names, lengths(lowered) - lengths(ada_landmarks), strict=True))
    assert moved.pop("corners") == pytest.approx(0.1, abs=0.005)
    assert np.abs(list(moved.values())).max() < 0.01
    weight = table()["looks"]["sad"]["weights"][names.index("corners")]
    rise = looks(lowered)["sad"] - looks(ada_landmarks)["sad"]
    assert rise == pytest.approx(0.1 * weight, rel=0.1)
