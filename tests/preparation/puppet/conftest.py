"""A face mesh of some 600 vertices in ICT-FaceKit's layout, made out of an example's landmarks."""

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.spatial import Delaunay

from mien import examples
from mien.faces import find_faces, landmarks478
from mien.media import read_photo
from mien.preparation.points import CHIN, EYES, INNER_LIPS, LOWER_LIP, UPPER_LIP
from mien.preparation.puppet.facekit import read_archives
from mien.preparation.puppet.mesh import FaceMesh, Part
from mien.preparation.puppet.model import Model, modelled
from mien.preparation.puppet.recipes import recipes

ONE = {"jawOpen", "jawForward", "mouthClose", "mouthFunnel", "mouthPucker", "mouthLeft"}
ONE |= {"mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper"}
# (right landmark, left landmark, outwards, up, reach) in centimetres
BUMPS = {
    "mouthSmile": (61, 291, 0.8, 0.9, 1.6),
    "mouthFrown": (61, 291, 0.1, -0.7, 1.4),
    "browDown": (107, 336, -0.1, -0.7, 1.8),
    "browInnerUp": (107, 336, 0.0, 0.8, 1.5),
    "browOuterUp": (105, 334, 0.0, 0.8, 1.8),
    "eyeBlink": (159, 386, 0.0, -1.0, 0.8),
    "eyeWide": (159, 386, 0.0, 0.3, 0.7),
    "eyeSquint": (145, 374, 0.0, 0.3, 0.7),
    "cheekSquint": (50, 280, 0.0, 0.5, 1.8),
    "mouthUpperUp": (39, 269, 0.0, 0.6, 1.0),
    "mouthLowerDown": (181, 405, 0.0, -0.6, 1.0),
}


@pytest.fixture(scope="session")
def ada() -> Path:
    return examples.path("ada")


@pytest.fixture(scope="session")
def ada_landmarks(ada: Path) -> np.ndarray:
    picture = read_photo(ada).picture
    return landmarks478(picture, find_faces(picture)[0])


@pytest.fixture(scope="session")
def partner(ada: Path, ada_landmarks: np.ndarray) -> np.ndarray:
    """Of each landmark, the one on the other side: where it is seen in the mirrored picture."""
    picture = np.ascontiguousarray(read_photo(ada).picture[:, ::-1])
    mirrored = landmarks478(picture, find_faces(picture)[0])
    back = mirrored * [-1, 1] + [picture.shape[1] - 1, 0]
    away = np.linalg.norm(ada_landmarks[:, None] - back, axis=2)
    for lip in (UPPER_LIP, LOWER_LIP):  # where two lips meet, the nearest may be the other one's
        inner = np.array(lip[1:-1])
        others = np.setdiff1d(np.arange(478), inner)
        away[np.ix_(inner, others)] += 500
        away[np.ix_(others, inner)] += 500
    return linear_sum_assignment(away + away.T)[1]


@pytest.fixture(scope="session")
def facekit(
    ada_landmarks: np.ndarray, partner: np.ndarray, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with `ict.npz` and `lmk_ict.npz`."""
    folder = tmp_path_factory.mktemp("facekit")
    vertices, triangles, parts = _geometry(_symmetric(ada_landmarks, partner))
    units, expressions = _expressions(vertices)
    np.savez(
        folder / "ict.npz",
        V=vertices,
        F=triangles,
        PL=parts,
        E=expressions.astype(np.float16),
        ID=_identities(vertices).astype(np.float16),
        names=np.array(units),
    )
    index = np.tile(np.arange(478, dtype=np.int32)[:, None], (1, 3))
    index[468:] = index[4]
    np.savez(folder / "lmk_ict.npz", idx=index, w=np.tile(np.float32([1, 0, 0]), (478, 1)))
    return folder


@pytest.fixture(scope="session")
def mesh(facekit: Path) -> FaceMesh:
    return read_archives(facekit)


@pytest.fixture(scope="session")
def tiny(mesh: FaceMesh) -> Model:
    return modelled(mesh)


def _symmetric(landmarks: np.ndarray, partner: np.ndarray) -> np.ndarray:
    """The 478 points upright in centimetres, y up, averaged with their mirror images."""
    right, left = landmarks[33], landmarks[263]
    along = (left - right) / np.linalg.norm(left - right)
    flat = (landmarks - (right + left) / 2) @ np.array([along, [-along[1], along[0]]]).T
    flat = flat * [1, -1] * 9 / np.linalg.norm(left - right)
    flat[:, 0] -= flat[[10, 152, 168], 0].mean()
    flat = (flat + flat[partner] * [-1, 1]) / 2
    meet = (flat[list(UPPER_LIP), 1] + flat[list(LOWER_LIP), 1]) / 2
    flat[list(UPPER_LIP[1:-1]), 1] = meet[1:-1] + 0.02
    flat[list(LOWER_LIP[1:-1]), 1] = meet[1:-1] - 0.02
    return flat


def _geometry(flat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    depth = 10 * np.sqrt(np.clip(1 - (flat[:, 0] / 9) ** 2 - (flat[:, 1] / 13) ** 2, 0.05, None))
    depth += 1.5 * np.exp(-(((flat - flat[4]) / 1.2) ** 2).sum(1))
    points = [np.column_stack([flat, depth])]
    triangles = [_skin(flat)]
    parts = [np.full(len(triangles[0]), Part.SKIN)]

    def sheet(part: Part, middle: np.ndarray, size: tuple[float, float], bent: float) -> None:
        x, y = np.meshgrid(np.linspace(-1, 1, 7), np.linspace(-1, 1, 5))
        z = -bent * (x**2 + y**2)
        grid = np.stack([x * size[0], y * size[1], z], -1).reshape(-1, 3) + middle
        start = sum(map(len, points))
        corner = (np.arange(4)[:, None] * 7 + np.arange(6)).ravel() + start
        points.append(grid)
        triangles.append(
            np.vstack(
                [
                    np.column_stack([corner, corner + 1, corner + 8]),
                    np.column_stack([corner, corner + 8, corner + 7]),
                ]
            )
        )
        parts.append(np.full(len(triangles[-1]), part))

    mouth = points[0][list(INNER_LIPS)].mean(0)
    sheet(Part.SOCKET, mouth + np.array([0, -1, -4]), (3, 3), 0)
    sheet(Part.TEETH, mouth + np.array([0, 0.5, -0.8]), (2, 0.5), 0.3)
    sheet(Part.GUMS, mouth + np.array([0, 1.3, -0.9]), (2, 0.3), 0.3)
    for part, (lids, _) in zip((Part.RIGHT_EYE, Part.LEFT_EYE), EYES, strict=True):
        sheet(part, points[0][list(lids)].mean(0) + np.array([0, 0, -0.6]), (1.6, 1.2), 0.4)
    whole = np.vstack(points).astype(np.float32)
    return whole, np.vstack(triangles).astype(np.int32), np.concatenate(parts).astype(np.int8)


def _skin(flat: np.ndarray) -> np.ndarray:
    triangles = Delaunay(flat[:468]).simplices
    for hole in (INNER_LIPS, EYES[0][0], EYES[1][0]):
        triangles = triangles[~np.isin(triangles, hole).all(1)]
    a, b, c = (flat[triangles[:, at]] for at in range(3))
    area = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
    return np.where((area > 0)[:, None], triangles, triangles[:, ::-1])


def _expressions(vertices: np.ndarray) -> tuple[list[str], np.ndarray]:
    names = {name for recipe in recipes().values() for name in recipe.weights}
    bases = {name.removesuffix("_L").removesuffix("_R") for name in names} - ONE
    units = [f"{base}_{side}" for base in sorted(bases | set(BUMPS)) for side in "LR"]
    moves = [_bump(vertices, unit[:-2], unit[-1]) for unit in units]
    jaw = np.zeros_like(vertices)
    below = vertices[:, 1] < vertices[13, 1] - 0.01
    inside = np.arange(len(vertices)) >= 478
    jaw[below & ~inside] = [0, -2.2, -0.3]
    for name in sorted(ONE):
        units.append(name)
        moves.append(jaw if name == "jawOpen" else 0.1 * _bump(vertices, name, "L"))
    return units, np.stack(moves)


def _bump(vertices: np.ndarray, name: str, side: str) -> np.ndarray:
    right, left, out, up, reach = BUMPS.get(name, (4, 4, 0.0, 0.05, 1.0))
    at, sign = (left, 1) if side == "L" else (right, -1)
    away = np.linalg.norm(vertices[:, :2] - vertices[at, :2], axis=1)
    share = np.exp(-((away / reach) ** 2))[:, None] * (np.arange(len(vertices)) < 478)[:, None]
    if "Blink" in name:  # the lower lid stays
        share = share * (vertices[:, 1:2] > vertices[145, 1] + 0.1)
    return share * np.array([sign * out, up, 0.1])


def _identities(vertices: np.ndarray) -> np.ndarray:
    wide, long, deep, chin = (np.zeros_like(vertices) for _ in range(4))
    wide[:, 0] = 0.06 * vertices[:, 0]
    long[:, 1] = 0.05 * vertices[:, 1]
    deep[:, 2] = 0.06 * vertices[:, 2]
    chin[:, 1] = -0.5 * np.exp(-((vertices[:, 1] - vertices[CHIN, 1]) ** 2) / 8)
    return np.stack([wide, long, deep, chin])
