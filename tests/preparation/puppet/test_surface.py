from dataclasses import replace

import numpy as np
import pytest

from mien.errors import MienError
from mien.preparation.puppet.mesh import FaceMesh, Part
from mien.preparation.puppet.model import modelled
from mien.preparation.puppet.surface import Normals, borders, distance, smoothed
from mien.preparation.puppet.thinplate import thin_plate

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


def test_a_thin_plate_goes_through_its_values_and_keeps_a_plane() -> None:
    rng = np.random.default_rng(0)
    points = rng.uniform(0, 300, (40, 2))
    values = rng.normal(size=(40, 2))
    spline = thin_plate(points, values, 0)
    np.testing.assert_allclose(spline.at(points), values, atol=1e-6)
    plane = points @ [[0.1, 0.2], [0.3, -0.1]] + 5
    np.testing.assert_allclose(thin_plate(points, plane, 1.0).at(points), plane, atol=1e-6)


def test_a_thin_plate_is_about_the_same_on_its_grid() -> None:
    rng = np.random.default_rng(0)
    places = rng.uniform(0, 300, (500, 2))
    spline = thin_plate(places[:40], rng.normal(size=(40, 2)), 0.1)
    away = spline.near(places.astype(np.float32)) - spline.at(places)
    assert np.abs(away).max() < 0.02


def test_smoothing_a_thin_plate_leaves_noise_behind() -> None:
    points = np.random.default_rng(0).uniform(0, 300, (80, 2))
    noise = np.random.default_rng(1).normal(size=(80, 1))
    rough, soft = (thin_plate(points, noise, much).at(points) for much in (0, 1.0))
    assert np.abs(soft).mean() < 0.7 * np.abs(rough).mean()
