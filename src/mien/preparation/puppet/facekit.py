"""Read ICT-FaceKit: its OBJ files as published, or two NumPy archives made of them.

ICT-FaceKit is a face model of the USC Institute for Creative Technologies, MIT licence. It is not
bundled; download it from its authors and pass the folder `FaceXModel`.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.preparation.puppet.mesh import Anchors, FaceMesh, Part, Triangles
from mien.types import Plane

NAME = "ICT-FaceKit"
NEUTRAL = "generic_neutral_mesh.obj"
ARCHIVE, ANCHORS = "ict.npz", "lmk_ict.npz"

MOST_IDENTITIES = 50
"""Of the hundred, sorted by variance: the rest is less than what landmarks tell."""

_PUBLISHED = {
    Part.SKIN: range(9230),
    Part.NECK: range(9230, 11144),
    Part.SOCKET: range(11144, 13226),
    Part.EYE_SOCKET: range(13226, 14034),
    Part.GUMS: range(14034, 17006),
    Part.TEETH: range(17006, 21496),
    Part.LEFT_EYE: range(21496, 23094),
    Part.RIGHT_EYE: range(23094, 24692),
}


@dataclass(frozen=True)
class Layout:
    """Which part each polygon of the OBJ files belongs to, as the authors' README lists it."""

    parts: Mapping[Part, range] = field(default_factory=lambda: dict(_PUBLISHED))


def is_published(folder: Path) -> bool:
    """Whether a folder holds the OBJ files rather than archives."""
    return (folder / NEUTRAL).is_file()


def fingerprint(folder: Path) -> str:
    """What tells one release of the mesh from another wherever it lies: names and sizes of files.

    Nothing is opened; a folder that is not there has one, too.
    """
    files = [path for path in folder.glob("*") if path.suffix in {".npz", ".obj"}]
    sizes = sorted((path.name, path.stat().st_size) for path in files)
    return f"{NAME} {hashlib.sha256(repr(sizes).encode()).hexdigest()[:16]}"


def read_archives(folder: Path) -> FaceMesh:
    """Read `ict.npz` and, if it is there, `lmk_ict.npz`.

    Raises:
        MienError: they are missing, damaged, or not such archives.
    """
    stored = _archive(folder / ARCHIVE, ("V", "F", "PL", "E", "ID", "names"))
    anchors = None
    if (folder / ANCHORS).is_file():
        places = _archive(folder / ANCHORS, ("idx", "w"))
        anchors = Anchors(index=places["idx"].astype(np.int32), weights=_plane(places["w"]))
    return FaceMesh(
        name=NAME,
        vertices=_plane(stored["V"]),
        triangles=stored["F"].astype(np.int32),
        parts=stored["PL"].astype(np.int8),
        units=tuple(str(name) for name in stored["names"]),
        expressions=_plane(stored["E"]),
        identities=_plane(stored["ID"]),
        anchors=anchors,
    )


def read_objects(folder: Path, layout: Layout | None = None) -> FaceMesh:
    """Read the OBJ files as published; takes some seconds.

    Raises:
        MienError: files are missing, or their vertices do not correspond.
    """
    layout = layout or Layout()
    vertices = _vertices(folder / NEUTRAL)
    triangles, parts = _triangles(folder / NEUTRAL, layout)
    names = sorted(path.stem for path in folder.glob("*.obj") if path.name != NEUTRAL)
    persons = [name for name in names if re.fullmatch(r"identity\d+", name)]
    units = [name for name in names if name not in persons]
    if not units or not persons:
        raise MienError(f"{folder} holds no expressions or no identities, only {len(names)} OBJs.")

    def deltas(chosen: list[str]) -> Plane:
        return np.stack([_vertices(folder / f"{name}.obj", vertices) for name in chosen])

    return FaceMesh(
        name=NAME,
        vertices=vertices,
        triangles=triangles,
        parts=parts,
        units=tuple(units),
        expressions=deltas(units),
        identities=deltas(persons[:MOST_IDENTITIES]),
    )


def _plane(values: NDArray[np.generic]) -> Plane:
    return np.asarray(values, np.float32)


def _archive(path: Path, names: tuple[str, ...]) -> dict[str, NDArray[np.generic]]:
    if not path.is_file():
        raise MienError(
            f"{path.parent} holds neither {NEUTRAL} nor {path.name}. Give the folder FaceXModel "
            f"of {NAME} as published, or the one with its two archives."
        )
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in names}
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise MienError(f"{path} is damaged ({error}). Copy it again.") from error
    except KeyError as error:
        raise MienError(f"{path} is not an archive of {NAME}: {error}.") from error


def _vertices(path: Path, neutral: Plane | None = None) -> Plane:
    """Vertices of an OBJ file, (n, 3), less those of the neutral one where it is given."""
    text = path.read_text(encoding="ascii", errors="replace")
    numbers = " ".join(re.findall(r"^v (.*)$", text, re.MULTILINE)).split()
    vertices = np.array(numbers, np.float32).reshape(-1, 3)
    if neutral is None:
        return vertices
    if vertices.shape != neutral.shape:
        raise MienError(
            f"{path} has {len(vertices)} vertices, {NEUTRAL} has {len(neutral)}. "
            "Take all files from one release, of the light topology."
        )
    return vertices - neutral


def _triangles(path: Path, layout: Layout) -> tuple[Triangles, NDArray[np.int8]]:
    """Polygons split by fan, (m, 3), and the part of each; only those of the layout."""
    text = path.read_text(encoding="ascii", errors="replace")
    polygons = [
        [int(corner.split("/")[0]) - 1 for corner in line.split()]
        for line in re.findall(r"^f (.*)$", text, re.MULTILINE)
    ]
    needed = max(span.stop for span in layout.parts.values())
    if len(polygons) < needed:
        raise MienError(f"{path} has {len(polygons)} polygons; {NAME} as published has {needed}.")
    triangles, parts = [], []
    for part, span in layout.parts.items():
        for polygon in (polygons[at] for at in span):
            for corner in range(1, len(polygon) - 1):
                triangles.append((polygon[0], polygon[corner], polygon[corner + 1]))
                parts.append(part)
    return np.array(triangles, np.int32), np.array(parts, np.int8)
