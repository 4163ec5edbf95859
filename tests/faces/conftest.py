"""Example portraits as arrays, and what is found in them, once for all tests."""

import numpy as np
import pytest
from PIL import Image

from mien import examples
from mien.faces import find_faces, landmarks478


@pytest.fixture(scope="session")
def opened():
    """A function that reads an example portrait, `size` pixels a side."""

    def read(name, size=400):
        with Image.open(examples.path(name)) as picture:
            return np.asarray(picture.convert("RGB").resize((size, size)))

    return read


@pytest.fixture(scope="session")
def portrait(opened):
    return opened("cora")


@pytest.fixture(scope="session")
def face(portrait):
    (found,) = find_faces(portrait)
    return found


@pytest.fixture(scope="session")
def points(portrait, face):
    return landmarks478(portrait, face)
