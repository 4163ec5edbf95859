"""Every file that others made is listed with its hash, and every example can be had by name."""

import hashlib
from pathlib import Path

import pytest

from mien import examples
from mien.errors import MienError
from mien.faces.graphs import WEIGHTS

ROOT = Path(__file__).parents[2]
FOREIGN = [*WEIGHTS.glob("*.onnx"), *(examples.path(name) for name in examples.names())]


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.name)
def test_the_list_names_the_file_and_its_hash(path):
    listed = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    assert path.name in listed
    assert hashlib.sha256(path.read_bytes()).hexdigest() in listed


def test_examples_are_found_by_name_only():
    assert examples.names() == ("ada", "ben", "cora")
    with pytest.raises(MienError, match="The examples are ada, ben, cora"):
        examples.path("../ada")
