import numpy as np
import pytest

from mien.geometry import Frame
from mien.preparation.points import BROWS, EYES, MOUTH_CORNERS
from mien.preparation.puppet.deform import displacement, motion, weight_vector
from mien.preparation.puppet.fit import fit
from mien.preparation.puppet.mesh import FaceMesh


def seen(
    mesh: FaceMesh, yaw: float = 0, scale: float = 20, person: tuple[float, ...] = ()
) -> np.ndarray:
    """The landmarks of a turned head in a photo, y down."""
    assert mesh.anchors is not None
    head = mesh.vertices + sum(
        weight * mode for weight, mode in zip(person, mesh.identities, strict=False)
    )
    turn = np.radians(yaw)
    x = head @ [np.cos(turn), 0, np.sin(turn)]
    flat = np.stack([x, -head[:, 1]], 1) * scale + [300, 280]
    return mesh.anchors.of(flat).astype(np.float32)


@pytest.mark.parametrize("yaw", [-25, 0, 10])
@pytest.mark.parametrize("scale", [8.0, 30.0])
def test_pose_is_recovered(mesh: FaceMesh, yaw: float, scale: float) -> None:
    laid = fit(mesh, seen(mesh, yaw, scale))
    assert laid.pose.yaw == pytest.approx(yaw, abs=2)
    assert laid.pose.pitch == pytest.approx(0, abs=2)
    assert laid.pose.scale == pytest.approx(scale, rel=0.02)
    assert laid.residual < 0.03


def test_a_person_is_fitted_better_than_the_mean_head(mesh: FaceMesh) -> None:
    assert mesh.anchors is not None
    landmarks = seen(mesh, person=(1.0, -1.0, 0.0, 1.0))
    laid = fit(mesh, landmarks)
    assert laid.residual < 0.1
    assert np.linalg.norm(laid.person) > 0.5
    placed = mesh.anchors.of(laid.vertices)[:468, :2]
    assert np.abs(placed - landmarks[:468]).mean() < 0.3  # pixels, after the spline


def test_swapped_sides_show_in_the_residual(mesh: FaceMesh) -> None:
    landmarks = seen(mesh)
    swapped = landmarks.copy()
    for right, left in (BROWS, (EYES[0][0], EYES[1][0])):
        swapped[list(right)], swapped[list(left)] = landmarks[list(left)], landmarks[list(right)]
    assert fit(mesh, swapped).residual > 0.5 > 10 * fit(mesh, landmarks).residual


def test_displacement_is_linear_in_the_weights(mesh: FaceMesh) -> None:
    smile = weight_vector(mesh, {"mouthSmile": 0.8})
    jaw = weight_vector(mesh, {"jawOpen": 0.5})
    both = displacement(mesh, smile + 2 * jaw)
    apart = displacement(mesh, smile) + 2 * displacement(mesh, jaw)
    np.testing.assert_allclose(both, apart, atol=1e-5)
    assert not displacement(mesh, 0 * smile).any()


def test_a_name_without_side_is_both(mesh: FaceMesh) -> None:
    both = weight_vector(mesh, {"mouthSmile": 0.8})
    each = weight_vector(mesh, {"mouthSmile_L": 0.8, "mouthSmile_R": 0.8})
    np.testing.assert_array_equal(both, each)


def test_motion_is_the_same_in_every_frame_but_for_the_frame(mesh: FaceMesh) -> None:
    laid = fit(mesh, seen(mesh))
    moved = displacement(mesh, weight_vector(mesh, {"mouthSmile": 1.0, "jawOpen": 1.0}))
    upright, turned = Frame((300, 280), 400), Frame((310, 250), 500, 20.0)
    paths = []
    for frame in (upright, turned):
        moves = motion(laid, moved, frame, 200)
        paths.append(frame.to_photo(moves.at(0.7)[:, :2], 200))
        np.testing.assert_allclose(moves.at(0), moves.neutral)
    np.testing.assert_allclose(paths[0], paths[1], atol=1e-2)


def test_an_opened_jaw_moves_down_in_the_picture_and_a_smile_outwards(mesh: FaceMesh) -> None:
    assert mesh.anchors is not None
    laid = fit(mesh, seen(mesh))
    jaw = laid.turned(displacement(mesh, weight_vector(mesh, {"jawOpen": 1.0})))
    assert mesh.anchors.of(jaw)[14, 1] > 10
    smile = laid.turned(displacement(mesh, weight_vector(mesh, {"mouthSmile": 1.0})))
    right, left = mesh.anchors.of(smile)[list(MOUTH_CORNERS), 0]
    assert right < -1 < 1 < left
