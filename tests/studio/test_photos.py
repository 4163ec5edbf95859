import io

import numpy as np
import pytest
from PIL import Image


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
