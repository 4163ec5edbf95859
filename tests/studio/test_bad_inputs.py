"""What people get wrong on the command line, over HTTP: the same words, and nothing crashes."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

UNSUITABLE = 422


def bomb() -> bytes:
    """A PNG of a few bytes that claims 40,000 x 40,000 pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = name + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + content + chunk(b"IEND", b"")


def small() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (10, 10)).save(buffer, "PNG")
    return buffer.getvalue()


PHOTOS = {
    "an empty file": (lambda whole: b"", "empty"),
    "a text named .jpg": (lambda whole: b"hello", "it is a text"),
    "a photo cut short": (lambda whole: whole[: len(whole) // 2], "damaged or cut short"),
    "a picture bomb": (lambda whole: bomb(), "megapixels"),
    "10 x 10 pixels": (lambda whole: small(), "at least 64"),
}

HAPPY = {"expressions": ["happy"], "fps": 25, "format": 1}
SCHEDULES = {
    "a degree above 1": (HAPPY | {"degrees": [[1.2]]}, "1.2"),
    "a degree below 0": (HAPPY | {"degrees": [[-0.1]]}, "-0.1"),
    "a degree in words": (HAPPY | {"degrees": [["much"]]}, "numbers"),
    "no degrees": (HAPPY | {"degrees": []}, "the schedule is empty"),
    "an unknown expression": (HAPPY | {"expressions": ["bored"], "degrees": [[1]]}, "bored"),
    "an unknown easing": (
        {"keyframes": [{"time": t, "degrees": {"happy": 1}} for t in (0, 1)], "easing": "bouncy"},
        "unknown easing 'bouncy'",
    ),
    "a newer version": ({"format": 9, "keyframes": []}, "format 9"),
    "an unknown key": ({"keyframes": [], "colour": 1}, "unknown key 'colour'"),
    "no keyframes": ({"keyframes": []}, "empty"),
    "times out of order": (
        {"keyframes": [{"time": t, "degrees": {"happy": 0}} for t in (1, 0)]},
        "out of order",
    ),
    "a length without end": (
        {"keyframes": [{"time": 1e9, "degrees": {"happy": 1}}]},
        "too many",
    ),
    "a thousand expressions": (
        {"keyframes": [{"time": 1, "degrees": {f"e{n}": 1 for n in range(1000)}}]},
        "too many",
    ),
    "0 frames per second": (HAPPY | {"fps": 0, "degrees": [[1]]}, "between 0.1 and 240"),
    "something else": ({"cats": 3}, "not a schedule"),
}

ORDERS = {
    "an unknown format": ({"format": "avi"}, "format"),
    "0 times": ({"times": 0}, "times"),
    "endless times": ({"times": 1000}, "too many"),
    "a JPEG of many frames": ({"format": "jpg"}, "one picture"),
    "a missing bundle": ({"bundle": "gone"}, "There is no bundle 'gone'"),
    "a path as title": ({"title": "../../etc/passwd"}, "title"),
    "an unknown option": ({"output": "/etc/passwd"}, "output"),
    "no photo": ({"photos": []}, "photos"),
    "a face by name": ({"photos": [{"photo": "x", "face": "ada"}]}, "face"),
    "face 0": ({"photos": [{"photo": "x", "face": "0"}]}, "face"),
}

FRAMES = {
    "a degree above 1": ({"degrees": "happy:1.2"}, "1.2"),
    "a degree that is none": ({"degrees": "happy:nan"}, "cannot read"),
    "an unknown expression": ({"degrees": "bored:1"}, "this bundle has happy, angry"),
    "no face": ({"face": "largest"}, "No face was found in ada.png"),
    "a missing bundle": ({"bundle": "gone"}, "There is no bundle 'gone'"),
    "a face by name": ({"face": "ada"}, "face"),
    "an unknown format": ({"format": "tiff"}, "format"),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_a_bad_photo_is_refused_in_words_that_name_no_path(client, content, name):
    make, words = PHOTOS[name]
    answer = client.post(
        "photos?name=ada.png", content=make(content), headers={"Content-Type": "image/png"}
    )
    assert answer.status_code == UNSUITABLE
    assert words in answer.json()["detail"]
    assert "/tmp" not in answer.text
    assert client.get("photos").json() == []


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_bad_schedule_is_refused_in_words(client, photo, name):
    schedule, words = SCHEDULES[name]
    order = {"photos": [{"photo": photo, "face": "whole"}], "schedule": schedule}
    answer = client.post("clips", json=order)
    assert answer.status_code == UNSUITABLE
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("name", ORDERS)
def test_a_bad_order_is_refused_in_words(client, photo, name):
    change, words = ORDERS[name]
    schedule = HAPPY | {"degrees": [[step / 9] for step in range(10)]}
    order = {"photos": [{"photo": photo, "face": "whole"}], "schedule": schedule} | change
    answer = client.post("clips", json=order)
    assert answer.status_code == UNSUITABLE
    assert words in answer.json()["detail"]
    assert client.get("clips").json() == []


@pytest.mark.parametrize("name", FRAMES)
def test_a_bad_frame_is_refused_in_words(client, photo, name):
    query, words = FRAMES[name]
    answer = client.get(f"photos/{photo}/frame", params={"face": "whole"} | query)
    assert answer.status_code == UNSUITABLE
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("{", "json", "not JSON"),
        ("0,0\n1,1\n", "csv", "must be a header"),
        ("time,happy\n1,0\n0,1\n", "csv", "out of order"),
        ("time,happy\n0,much\n", "csv", "not a number"),
        (b"\xff\xfe\x00", "json", "UTF-8"),
        ("[" * 100_000, "json", "not JSON"),
    ],
)
def test_bad_text_is_refused_in_words(client, text, kind, words):
    answer = client.post(f"schedules/read?kind={kind}", content=text)
    assert answer.status_code == UNSUITABLE
    assert words in answer.json()["detail"]


def test_degrees_that_are_no_numbers_never_arrive(client, photo):
    body = '{"photos": [{"photo": "x"}], "schedule": {"expressions": ["happy"], "fps": NaN}}'
    answer = client.post("clips", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {404, UNSUITABLE}


def test_a_name_never_becomes_a_path(client, content):
    for name in ("../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "a\0b\n.png", "..", ""):
        answer = client.post(
            "photos", params={"name": name}, content=content, headers={"Content-Type": "image/png"}
        )
        shown = answer.json()["name"]
        assert not set(shown) & set("/\\\0\n"), shown
        assert shown.strip("."), shown


def test_a_photo_without_its_type_is_refused_as_a_form_of_another_site_would_be(client, content):
    for kind in ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded"):
        answer = client.post("photos", content=content, headers={"Content-Type": kind})
        assert answer.status_code == 415


def test_photos_of_any_mode_can_be_drawn(client):
    for mode in ("L", "RGBA", "CMYK", "P", "1", "I;16"):
        buffer = io.BytesIO()
        picture = Image.fromarray(np.full((80, 70), 90, np.uint8))
        picture = picture.convert("I").convert(mode) if mode == "I;16" else picture.convert(mode)
        picture.save(buffer, "TIFF")
        headers = {"Content-Type": "image/tiff"}
        sent = client.post("photos", content=buffer.getvalue(), headers=headers)
        assert sent.status_code == 201, sent.text
        query = {"face": "whole", "degrees": "happy:0.5"}
        assert client.get(f"photos/{sent.json()['id']}/frame", params=query).status_code == 200
