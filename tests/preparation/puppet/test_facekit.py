import shutil
from pathlib import Path

import numpy as np
import pytest

from mien.errors import MienError
from mien.preparation.puppet.facekit import (
    NEUTRAL,
    Layout,
    is_published,
    read_archives,
    read_objects,
)
from mien.preparation.puppet.mesh import FaceMesh, Part, reduced


@pytest.fixture
def published(mesh: FaceMesh, tmp_path: Path) -> tuple[Path, Layout]:
    """The same mesh as OBJ files, as ICT-FaceKit publishes them."""
    spans, lines = {}, []
    for part in Part:
        of_part = mesh.of(part)
        spans[part] = range(len(lines), len(lines) + len(of_part))
        lines += ["f " + " ".join(f"{corner + 1}/7/9" for corner in row) for row in of_part]

    def write(name: str, vertices: np.ndarray) -> None:
        rows = ["v " + " ".join(f"{value:.6f}" for value in row) for row in vertices]
        text = "\n".join(["# comment", *rows, "vt 0 0", "vn 0 0 1", *lines])
        (tmp_path / name).write_text(text + "\n")

    write(NEUTRAL, mesh.vertices)
    for unit, moved in zip(mesh.units, mesh.expressions, strict=True):
        write(f"{unit}.obj", mesh.vertices + moved)
    for number, moved in enumerate(mesh.identities):
        write(f"identity{number:03d}.obj", mesh.vertices + moved)
    return tmp_path, Layout(spans)


def test_objects_and_archives_hold_the_same_mesh(
    mesh: FaceMesh, published: tuple[Path, Layout]
) -> None:
    folder, layout = published
    assert is_published(folder)
    read = read_objects(folder, layout)
    np.testing.assert_allclose(read.vertices, mesh.vertices, atol=1e-5)
    for part in Part:
        np.testing.assert_array_equal(read.of(part), mesh.of(part))
    assert sorted(read.units) == sorted(mesh.units)
    for unit in mesh.units:
        np.testing.assert_allclose(
            read.expressions[read.unit(unit)], mesh.expressions[mesh.unit(unit)], atol=1e-4
        )
    np.testing.assert_allclose(read.identities, mesh.identities, atol=1e-4)


def test_polygons_are_split_by_fan(tmp_path: Path) -> None:
    corners = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nf 1 2 3 4\n"
    for name in (NEUTRAL, "jawOpen.obj", "identity000.obj"):
        (tmp_path / name).write_text(corners)
    read = read_objects(tmp_path, Layout({Part.SKIN: range(1)}))
    np.testing.assert_array_equal(read.triangles, [[0, 1, 2], [0, 2, 3]])


def test_files_of_different_meshes_are_refused(published: tuple[Path, Layout]) -> None:
    folder, layout = published
    (folder / "jawOpen.obj").write_text("v 0 0 0\n")
    with pytest.raises(MienError, match=r"jawOpen.obj has 1 vertices"):
        read_objects(folder, layout)


def test_too_few_polygons_are_refused(published: tuple[Path, Layout]) -> None:
    with pytest.raises(MienError, match="polygons"):
        read_objects(published[0])


def test_a_folder_without_a_mesh_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(MienError, match="FaceXModel"):
        read_archives(tmp_path)


@pytest.mark.parametrize("length", [0, 100, 5000])
def test_a_truncated_archive_is_refused(facekit: Path, tmp_path: Path, length: int) -> None:
    (tmp_path / "ict.npz").write_bytes((facekit / "ict.npz").read_bytes()[:length])
    with pytest.raises(MienError, match="damaged"):
        read_archives(tmp_path)


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "ict.npz", V=np.zeros((3, 3)))
    with pytest.raises(MienError, match="not an archive"):
        read_archives(tmp_path)


def test_archives_without_landmarks_can_be_read(facekit: Path, tmp_path: Path) -> None:
    shutil.copy(facekit / "ict.npz", tmp_path)
    assert read_archives(tmp_path).anchors is None


def test_a_reduced_mesh_keeps_its_shape_and_forgets_landmarks_beyond_it(mesh: FaceMesh) -> None:
    kept = mesh.triangles.max(1) < 300
    small = reduced(mesh, kept)
    np.testing.assert_array_equal(
        small.vertices[small.triangles], mesh.vertices[mesh.triangles[kept]]
    )
    assert mesh.anchors is not None
    assert small.anchors is not None
    known = small.anchors.known
    assert known[:300].any()
    assert not known[300:468].any()
    np.testing.assert_allclose(
        small.anchors.of(small.vertices)[known], mesh.anchors.of(mesh.vertices)[known]
    )


def test_an_unknown_blendshape_is_named(mesh: FaceMesh) -> None:
    with pytest.raises(MienError, match="no blendshape 'grin'"):
        mesh.unit("grin")
