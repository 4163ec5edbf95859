"""What a photo shows: one face, or the reason why it will not do."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter
from smiles import SIDE

from mien.errors import MienError
from mien.faces.framing import CHIN, FOREHEAD
from mien.preparation import sight as sights
from mien.preparation.checks import BLUR_OF_PHOTO, SMALL_FACE, Fault
from mien.preparation.framing import NETWORK, SIZE
from mien.preparation.sight import Sight, look, see


def test_a_portrait_is_one_face_framed_as_every_clip_is(sight):
    points = sight.frame.to_frame(sight.points, SIZE)
    face = np.hypot(*(points[FOREHEAD] - points[CHIN]))
    assert face == pytest.approx(NETWORK.face * NETWORK.size, rel=1e-3)
    assert 0.2 * sight.length < sight.eyes < sight.length < SIDE


@pytest.mark.parametrize("name", ["ada", "ben", "cora"])
def test_each_blur_blurs(sight_of, name):
    seen = sight_of(name)
    picture = Image.fromarray(seen.picture)
    softer = [np.asarray(picture.filter(ImageFilter.GaussianBlur(sigma))) for sigma in (1, 2, 4)]
    values = [Sight(one, seen.points).blur for one in (seen.picture, *softer)]
    assert values == sorted(values)
    assert values[0] < BLUR_OF_PHOTO < values[-1]


def test_light_and_contrast_do_not_count_as_blur(sight):
    darker = (sight.picture * 0.6 + 20).astype(np.uint8)
    assert Sight(darker, sight.points).blur == pytest.approx(sight.blur, abs=0.03)


def test_a_picture_without_gradients_is_blurred(sight):
    assert Sight(np.full_like(sight.picture, 90), sight.points).blur == 1


def test_a_small_face_behind_does_not_count_and_a_larger_one_does(sight):
    for share, refused in ((SMALL_FACE - 0.08, False), (SMALL_FACE + 0.08, True)):
        side = round(SIDE * share**0.5)
        small = np.asarray(Image.fromarray(sight.picture).resize((side, side)))
        behind = np.full((SIDE, SIDE, 3), 128, np.uint8)
        behind[:side, :side] = small
        found = see(np.hstack([sight.picture, behind]), "both.png")
        assert isinstance(found, Fault) == refused
        if refused:
            assert found.reason == "several faces"
            assert found.detail.startswith("both.png: 2 faces")


def test_landmarks_that_cannot_be_placed_are_a_fault(sight, monkeypatch: pytest.MonkeyPatch):
    def unclear(*_):
        raise MienError("it is a potato.")

    monkeypatch.setattr(sights, "landmarks478", unclear)
    assert see(sight.picture, "a.png") == Fault(
        reason="unclear face", detail="a.png: it is a potato."
    )


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0 cut short"])
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, content: bytes):
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    assert [look(one).reason for one in (path, tmp_path / "gone.jpg")] == ["unreadable"] * 2
