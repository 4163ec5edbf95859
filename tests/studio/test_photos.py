import io

import numpy as np
import pytest
from PIL import Image
from visits import png, send

from mien import examples
from mien.studio.limits import Limits

LIMITS = Limits()


def read(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def test_a_photo_is_described_as_it_is(client, photo):
    view = client.get(f"photos/{photo}").json()
    assert (view["width"], view["height"], view["name"], view["faces"]) == (128, 128, "ada.png", [])


def test_degree_zero_is_the_photo_itself(client, photo, portrait):
    answer = client.get(f"photos/{photo}/frame", params={"face": "whole", "format": "png"})
    assert answer.headers["content-type"] == "image/png"
    assert np.array_equal(read(answer.content), portrait[::2, ::2])


@pytest.mark.parametrize("kind", ["jpeg", "webp", "png"])
def test_a_frame_comes_in_each_format_and_says_that_it_was_made(client, photo, kind):
    query = {"face": "whole", "degrees": "happy:1", "format": kind}
    answer = client.get(f"photos/{photo}/frame", params=query)
    assert answer.headers["content-type"] == f"image/{kind}"
    assert b"compositeWithTrainedAlgorithmicMedia" in answer.content
    assert read(answer.content).shape == (128, 128, 3)


def test_a_frame_can_be_small(client, portrait):
    large = np.kron(portrait, np.ones((4, 2, 1), np.uint8))
    photo = send(client, png(large))
    query = {"face": "whole", "degrees": "happy:0.4", "small": "true"}
    small = read(client.get(f"photos/{photo}/frame", params=query).content)
    assert small.shape == (512, 256, 3)


def test_a_face_is_found_and_numbered(client):
    answer = client.post(
        "photos?name=ada.jpg",
        content=examples.path("ada").read_bytes(),
        headers={"Content-Type": "image/jpeg"},
    )
    (face,) = answer.json()["faces"]
    assert face["number"] == 1
    assert 0 < face["left"] < face["right"] < answer.json()["width"]
    assert 0 < face["top"] < face["bottom"] < answer.json()["height"]


def test_the_newest_photos_stay(client, content):
    photos = [send(client, content) for _ in range(LIMITS.photos_each + 2)]
    held = [view["id"] for view in client.get("photos").json()]
    assert held == photos[2:]


@pytest.mark.parametrize("limits", [Limits(memory_bytes=250_000)])
def test_what_a_photo_takes_when_it_is_encoded_counts(app, client, content):
    first, second = send(client, content), send(client, content)
    assert len(client.get("photos").json()) == 2
    assert client.get(f"photos/{second}/frame?face=whole&degrees=happy:1").status_code == 200
    assert client.get(f"photos/{first}").status_code == 404
    assert client.get(f"photos/{second}").status_code == 200
    assert app.state.service.portraits.nbytes > 250_000, "one photo may always stay"


@pytest.mark.parametrize("limits", [Limits(uploads=0)])
def test_too_many_arriving_photos_are_told_to_come_back(client, content):
    answer = client.post("photos", content=content, headers={"Content-Type": "image/png"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"


def test_a_forgotten_photo_is_gone(client, photo):
    assert client.delete(f"photos/{photo}").status_code == 204
    assert client.get(f"photos/{photo}/frame").status_code == 404


def test_an_example_is_given_and_no_other_file(client):
    assert client.get("examples/ada").content == examples.path("ada").read_bytes()
    for name in ("README", "..%2f__init__", "__init__.py", "%2fetc%2fpasswd"):
        assert client.get(f"examples/{name}").status_code == 404


def test_the_photo_itself_is_given_small_and_unmarked(client, portrait):
    large = np.kron(portrait, np.ones((4, 2, 1), np.uint8))
    answer = client.get(f"photos/{send(client, png(large))}/picture")
    assert read(answer.content).shape == (512, 256, 3)
    assert b"compositeWithTrainedAlgorithmicMedia" not in answer.content
