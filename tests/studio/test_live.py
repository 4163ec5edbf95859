import io
import struct
import threading

import numpy as np
import pytest
from PIL import Image
from visits import live, png, send

from mien.studio.limits import Limits
from mien.studio.portrait import PREVIEW, Seat


def read(message: bytes) -> tuple[int, np.ndarray]:
    (number,) = struct.unpack(">I", message[:4])
    return number, np.asarray(Image.open(io.BytesIO(message[4:])))


def test_a_wish_is_answered_with_its_number_and_a_small_picture(client, portrait):
    large = np.kron(portrait, np.ones((4, 4, 1), np.uint8))
    photo = send(client, png(large))
    with live(client, photo) as socket:
        for number, degree in ((3, 0.0), (9, 1.0)):
            socket.send_json({"number": number, "degrees": {"happy": degree}})
            answered, picture = read(socket.receive_bytes())
            assert answered == number
            assert picture.shape == (PREVIEW, PREVIEW, 3)


def test_the_face_moves_with_the_degree(client, photo):
    with live(client, photo) as socket:
        pictures = []
        for degree in (0.0, 0.5, 1.0):
            socket.send_json({"number": 1, "degrees": {"happy": degree}})
            pictures.append(read(socket.receive_bytes())[1].astype(float))
    still, half, full = pictures
    assert 1 < np.abs(half - still).mean() < np.abs(full - still).mean()


def test_only_the_latest_wish_is_drawn_when_drawing_is_slow(client, photo, monkeypatch):
    begun, go, drawn = threading.Event(), threading.Event(), []
    draw = Seat.draw

    def slow(self: Seat, degrees: list[float], *, small: bool) -> np.ndarray:
        drawn.append(round(degrees[0], 2))
        begun.set()
        go.wait(5)
        return draw(self, degrees, small=small)

    monkeypatch.setattr(Seat, "draw", slow)
    with live(client, photo) as socket:
        socket.send_json({"number": 0, "degrees": {"happy": 0.0}})
        begun.wait(5)
        for number in range(1, 20):
            socket.send_json({"number": number, "degrees": {"happy": number / 100}})
        # What was sent before this answer is known to have been heard.
        socket.send_text("nonsense")
        assert "A wish looks like" in socket.receive_json()["detail"]
        go.set()
        assert read(socket.receive_bytes())[0] == 0
        assert read(socket.receive_bytes())[0] == 19
        socket.send_json({"number": 20, "degrees": {"happy": 0.2}})
        assert read(socket.receive_bytes())[0] == 20
    assert drawn == [0.0, 0.19, 0.2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "A wish looks like"),
        ('{"number": -1, "degrees": {}}', "A wish looks like"),
        ('{"number": 1, "degrees": {"happy": "much"}}', "A wish looks like"),
        ('{"number": 1, "degrees": {"happy": 2}}', "degrees lie in"),
        ('{"number": 1, "degrees": {"bored": 1}}', "this bundle has happy, angry"),
    ],
)
def test_nonsense_is_answered_in_words_and_the_line_stays_open(client, photo, text, words):
    with live(client, photo) as socket:
        socket.send_text(text)
        assert words in socket.receive_json()["detail"]
        socket.send_json({"number": 5, "degrees": {"happy": 1}})
        assert read(socket.receive_bytes())[0] == 5


def test_a_photo_that_is_forgotten_ends_the_line(client, photo):
    with live(client, photo) as socket:
        client.delete(f"photos/{photo}")
        socket.send_json({"number": 5, "degrees": {}})
        assert "no such photo" in socket.receive_json()["detail"]
        assert socket.receive()["type"] == "websocket.close"


@pytest.mark.parametrize("limits", [Limits(sockets=1)])
def test_too_many_lines_are_refused_and_counted_back(client, photo):
    with live(client, photo), live(client, photo) as second:
        assert "Busy" in second.receive_json()["detail"]
    with live(client, photo) as third:
        third.send_json({"number": 1, "degrees": {}})
        assert read(third.receive_bytes())[0] == 1
