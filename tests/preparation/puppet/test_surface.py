from dataclasses import replace

import numpy as np
import pytest

from mien.errors import MienError
from mien.preparation.puppet.mesh import FaceMesh, Part
from mien.preparation.puppet.model import modelled
from mien.preparation.puppet.surface import Normals, borders, distance, smoothed

TETRAHEDRON = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]], np.int32)
CORNERS = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32)


def test_normals_point_outwards_and_have_length_one() -> None:
    normals = Normals(TETRAHEDRON, 4).of(CORNERS)
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-6)
    assert ((CORNERS - CORNERS.mean(0)) * normals).sum(1).min() > 0


def test_reversed_triangles_reverse_the_normals() -> None:
    one, other = (Normals(each, 4).of(CORNERS) for each in (TETRAHEDRON, TETRAHEDRON[:, ::-1]))
    np.testing.assert_allclose(one, -other, atol=1e-6)


def test_a_mesh_that_is_inside_out_is_refused(mesh: FaceMesh) -> None:
    with pytest.raises(MienError, match="inside out"):
        modelled(replace(mesh, triangles=mesh.triangles[:, ::-1].copy()))


def test_a_face_has_four_open_edges_the_outline_the_mouth_and_the_eyes(mesh: FaceMesh) -> None:
    loops = borders(mesh.of(Part.SKIN))
    assert len(loops) == 4
    assert borders(TETRAHEDRON) == []


def test_distance_is_to_the_nearest() -> None:
    targets = np.array([[0, 0], [10, 0]], np.float32)
    np.testing.assert_allclose(distance(np.array([[3, 4], [9, 0]], np.float32), targets), [5, 1])


def test_smoothing_keeps_a_constant_and_pulls_in_a_spike() -> None:
    flat = smoothed(TETRAHEDRON, np.ones((4, 1), np.float32), 3)
    np.testing.assert_allclose(flat, 1)
    spike = smoothed(TETRAHEDRON, np.array([[3], [0], [0], [0]], np.float32), 1)
    np.testing.assert_allclose(spike[:, 0], [0, 1, 1, 1])
