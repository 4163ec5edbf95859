"""Shade, flow, folds, lips, eyes and mouth, each alone."""

import numpy as np
import pytest

from mien.preparation.pixels import LUMA
from mien.preparation.points import EYES, LOWER_LIP, UPPER_LIP
from mien.preparation.puppet import lips, mouth, shade
from mien.preparation.puppet.deform import weight_vector
from mien.preparation.puppet.eyes import completed, lid_shade
from mien.preparation.puppet.fit import fit
from mien.preparation.puppet.flow import sources
from mien.preparation.puppet.lids import MOST, fitted_to_eyes
from mien.preparation.puppet.mesh import Part
from mien.preparation.puppet.model import Model


def test_the_same_light_changes_nothing_and_shade_darkens_more_than_light_brightens(
    tiny: Model,
) -> None:
    rest = np.full(len(tiny.mesh.vertices), 1.0, np.float32)
    assert not shade.change(rest, rest, tiny.regions).any()
    darker = shade.change(rest, rest * 0.4, tiny.regions)
    brighter = shade.change(rest, rest * 2.5, tiny.regions)
    assert darker.min() < -0.4
    assert 0.05 < brighter.max() <= shade.BRIGHTER


def test_light_from_the_left_is_found_on_the_left(tiny: Model) -> None:
    vertices = tiny.mesh.vertices * np.float32([14, -14, 14]) + np.float32([150, 150, 0])
    normals = tiny.regions.normals.of(shade.upright(vertices))
    picture = np.full((300, 300, 3), 120, np.float32)
    picture *= np.linspace(1.3, 0.7, 300, dtype=np.float32)[None, :, None]
    light = shade.estimated_light(picture, vertices[:, :2], normals, tiny.regions)
    assert light.terms[1] < -0.05
    assert (
        shade.estimated_light(
            np.ascontiguousarray(picture[:, ::-1]), vertices[:, :2], normals, tiny.regions
        ).terms[1]
        > 0.05
    )


def test_black_skin_in_a_black_picture_does_no_harm(tiny: Model) -> None:
    vertices = tiny.mesh.vertices * np.float32([14, -14, 14]) + np.float32([150, 150, 0])
    normals = tiny.regions.normals.of(shade.upright(vertices))
    light = shade.estimated_light(
        np.zeros((300, 300, 3), np.float32), vertices[:, :2], normals, tiny.regions
    )
    assert np.isfinite(light.on(normals)).all()


def test_a_shift_of_the_face_dies_away_round_it() -> None:
    skin = np.zeros((200, 200), bool)
    skin[60:140, 60:140] = True
    grid = np.stack(np.meshgrid(np.arange(200), np.arange(200)), -1).astype(np.float32)
    places = sources(skin, grid + np.float32([6, 0]), skin.astype(np.float32), 10.0)
    shift = (places - grid)[..., 0]
    np.testing.assert_allclose(shift[70:130, 70:130], 6, atol=1e-3)
    assert 1 < shift[100, 150] < 6
    assert abs(shift[100, 5]) < 0.1
    still = sources(skin, grid, skin.astype(np.float32), 10.0)
    np.testing.assert_allclose(still, grid, atol=1e-3)


def test_folds_follow_the_side_that_moves(tiny: Model) -> None:
    assert tiny.texture.folded({}, 1.0) is None
    left = tiny.texture.folded({"mouthSmile_L": 1.0}, 1.0)
    assert left is not None
    middle = int(-tiny.texture.corner[0] * 24)
    assert np.abs(left[:, middle:]).sum() > 20 * np.abs(left[:, :middle]).sum()
    assert left.min() < -0.1
    half = tiny.texture.folded({"mouthSmile_L": 1.0}, 0.5)
    np.testing.assert_allclose(half, left / 2, atol=1e-6)


def test_the_line_between_the_lips_is_found_where_it_is_dark(ada_landmarks: np.ndarray) -> None:
    picture = np.full((512, 512, 3), 150, np.uint8)
    points = ada_landmarks.copy()
    right, left = points[78], points[308]
    row = round(float(right[1] + left[1]) / 2)
    points[[78, 308], 1] = row
    for lip in (UPPER_LIP, LOWER_LIP):
        points[list(lip[1:-1]), 1] = row
    x = np.arange(512)
    line = np.rint(row + 2 + 0.04 * (x - (right[0] + left[0]) / 2)).astype(int)
    picture[line, x] = picture[line + 1, x] = 60
    picture[row - 6 : row - 3, int(right[0]) + 10 : int(right[0]) + 14] = 20  # a mole
    moved = lips.on_the_line(picture, points)
    for inner in (*UPPER_LIP[3:8], *LOWER_LIP[3:8]):
        assert moved[inner, 1] == pytest.approx(line[round(moved[inner, 0])] + 0.5, abs=1)
    others = np.setdiff1d(np.arange(478), [*UPPER_LIP, *LOWER_LIP])
    np.testing.assert_allclose(moved[others], points[others], atol=1e-2)


def test_parted_lips_show_lip_and_not_the_line(tiny: Model) -> None:
    points = tiny.mesh.vertices[:, :2] * np.float32([14, -14]) + np.float32([150, 150])
    shown = lips.parted(tiny.mesh, tiny.regions, points, 14.0)
    assert shown[13, 1] < points[13, 1] - 1  # upper lip: from farther up
    assert shown[14, 1] > points[14, 1] + 1
    np.testing.assert_allclose(shown[[78, 308]], points[[78, 308]], atol=0.1)
    np.testing.assert_allclose(shown[[33, 4, 152]], points[[33, 4, 152]], atol=1e-3)


def _eye_picture() -> tuple[np.ndarray, np.ndarray]:
    """Skin, two eyes cut by their upper lids, and the landmarks."""
    landmarks = np.zeros((478, 2), np.float32)
    picture = np.full((300, 300, 3), (180, 140, 120), np.float32)
    y, x = np.mgrid[:300, :300]
    for (lids, iris), cx in zip(EYES, (90, 210), strict=True):
        angle = np.linspace(0, 2 * np.pi, 16, endpoint=False)
        out = -1 if cx < 150 else 1
        landmarks[list(lids)] = np.stack(
            [cx + out * 30 * np.cos(angle), 150 - 10 * np.sin(angle)], 1
        )
        landmarks[list(iris)] = [[cx, 150], [cx + 13, 150], [cx, 137], [cx - 13, 150], [cx, 163]]
        eye = ((x - cx) / 30) ** 2 + ((y - 150) / 10) ** 2 < 1
        picture[eye] = (215, 212, 205)
        picture[eye & (abs(x - cx) > 23)] = (150, 140, 130)  # corners lie in shade
        picture[eye & (np.hypot(x - cx, y - 150) < 13)] = (60, 90, 50)
    return picture, landmarks


def test_eyes_are_completed_behind_the_lids_and_kept_where_seen() -> None:
    picture, landmarks = _eye_picture()
    eyes = completed(picture, landmarks)
    np.testing.assert_allclose(eyes.white, [215, 212, 205], atol=3)
    np.testing.assert_allclose(eyes.picture[150, 90], (60, 90, 50), atol=3)
    assert eyes.picture[131, 90] @ LUMA > 150  # white over the iris, where there was skin
    assert eyes.picture[140, 90] @ LUMA < 110  # iris that the lid had covered
    np.testing.assert_array_equal(eyes.picture[10, 10], picture[10, 10])


def test_eyes_that_cannot_be_seen_do_no_harm() -> None:
    eyes = completed(np.zeros((64, 64, 3), np.float32), np.zeros((478, 2), np.float32))
    assert np.isfinite(eyes.white).all()


def test_lids_shade_the_edge_of_the_eye_only() -> None:
    opening = np.zeros((60, 60), bool)
    opening[20:40, 10:50] = True
    shade_ = lid_shade(opening, 14.0)
    assert shade_[30, 30] == 1
    assert shade_[20, 30] < 0.8
    assert shade_[5, 5] == 1


@pytest.mark.parametrize("skin", [(60, 40, 35), (150, 110, 90), (235, 205, 190)])
@pytest.mark.parametrize("white", [(90, 85, 80), (200, 200, 195), (250, 252, 255)])
def test_teeth_neither_glow_nor_look_grey(skin: tuple, white: tuple) -> None:
    colours = mouth.palette(np.float32(white), np.float32(skin))
    bright = float(colours.teeth @ LUMA)
    assert 150 < bright < 225
    assert colours.teeth[0] >= colours.teeth[2]  # ivory, not blue
    assert colours.gums[0] > 1.5 * colours.gums[1]


def test_gaps_between_teeth_are_dark_and_the_back_of_the_mouth_darker() -> None:
    parts = np.full((40, 40), Part.TEETH, np.int8)
    plane = np.zeros((40, 40), np.float32)
    recess, depth = plane.copy(), plane + 0.9
    recess[:, 20] = 0.08
    cavity = mouth.Cavity(parts, plane + 1, depth, recess, 14.0)
    colours = mouth.palette(np.float32([210, 208, 200]), np.float32([180, 140, 120]))
    painted = mouth.painted(cavity, colours) @ LUMA
    assert painted[20, 20] < 0.75 * painted[20, 26]
    deep = mouth.painted(mouth.Cavity(parts, plane + 1, plane + 8, plane, 14.0), colours) @ LUMA
    assert deep[20, 26] < 0.4 * painted[20, 26]


def test_a_squint_never_shuts_an_eye_and_a_blink_always_does(tiny: Model) -> None:
    mesh = tiny.mesh
    assert mesh.anchors is not None
    points = mesh.anchors.of(mesh.vertices)[:, :2] * np.float32([20, -20]) + np.float32([300, 280])
    laid = fit(mesh, points.astype(np.float32))
    seen = mesh.anchors.of(laid.vertices)
    opening = (seen[145, 1] - seen[159, 1]) / laid.pose.scale

    def closing(weights: dict[str, float]) -> float:
        vector = fitted_to_eyes(mesh, laid, weight_vector(mesh, weights))
        moved = mesh.anchors.of(np.tensordot(vector, mesh.expressions, 1))  # type: ignore[union-attr]
        return float(moved[145, 1] - moved[159, 1]) / opening

    assert closing({"eyeBlink": 1.0}) == pytest.approx(1, abs=0.05)
    assert closing({"eyeSquint": 30.0}) == pytest.approx(MOST, abs=0.05)
    gentle = weight_vector(mesh, {"eyeSquint": 0.2})
    np.testing.assert_array_equal(fitted_to_eyes(mesh, laid, gentle), gentle)
