"""Faces are found wherever they are, however large, and in order."""

import numpy as np
import pytest
from PIL import Image

from mien import examples
from mien.faces import find_faces
from mien.faces.detector import Face


def eyes(face):
    return np.array(face.points5[:2])


def pasted(height, width, *parts):
    """A grey picture with pictures in it: (picture, side, left, top)."""
    scene = Image.new("RGB", (width, height), (120, 130, 120))
    for picture, side, left, top in parts:
        scene.paste(Image.fromarray(picture).resize((side, side)), (left, top))
    return np.asarray(scene)


@pytest.mark.parametrize("name", examples.names())
def test_every_example_shows_one_face_beyond_doubt(name, opened):
    (face,) = find_faces(opened(name))
    assert face.score > 0.9
    assert 0 < face.box[0] < face.points5[0][0] < face.points5[1][0] < face.box[2] < 400


def test_faces_come_largest_first_and_small_ones_are_found(opened):
    scene = pasted(
        500,
        900,
        (opened("ada"), 90, 20, 20),
        (opened("ben"), 400, 150, 50),
        (opened("cora"), 200, 600, 150),
    )
    faces = find_faces(scene)
    noses = [face.points5[2] for face in faces]
    assert [x > 550 for x, _ in noses] == [False, True, False]
    assert faces[2].area ** 0.5 < 40
    assert noses[2][0] < 110


def test_faces_smaller_than_the_least_size_are_left_out(opened):
    scene = pasted(300, 300, (opened("ada"), 90, 20, 20), (opened("ben"), 200, 100, 90))
    assert len(find_faces(scene)) == 2
    assert len(find_faces(scene, least=60)) == 1


def test_a_face_that_fills_a_large_photo_is_found(portrait, face):
    left, top, right, bottom = (round(edge) for edge in face.box)
    filled = Image.fromarray(portrait[top:bottom, left:right]).resize((900, 1260))
    (found,) = find_faces(np.asarray(filled))
    assert found.area > 0.7 * 900 * 1260


def test_a_tiny_photo_will_do(opened):
    (face,) = find_faces(opened("cora", 64))
    assert face.score > 0.8


@pytest.mark.parametrize("turn", [45, -60, 90, 180])
def test_a_turned_head_is_found_with_its_eyes_in_place(turn, portrait, face):
    turned = np.asarray(Image.fromarray(portrait).rotate(-turn, Image.Resampling.BICUBIC))
    found = find_faces(turned)[0]
    angle = np.radians(turn)
    axes = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    expected = (eyes(face) - 199.5) @ axes.T + 199.5
    assert np.abs(eyes(found) - expected).max() < 8


def test_places_scale_with_the_photo(portrait, face):
    larger = np.asarray(Image.fromarray(portrait).resize((900, 900), Image.Resampling.BICUBIC))
    (found,) = find_faces(larger)
    assert np.abs((eyes(found) + 0.5) / 2.25 - 0.5 - eyes(face)).max() < 3


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (200, 200)])
def test_a_picture_without_a_face_has_none(shape):
    assert find_faces(np.full((*shape, 3), 128, np.uint8)) == []


def test_area_is_width_times_height():
    assert Face((1.0, 2.0, 4.0, 7.0), 0.9, ()).area == 15
