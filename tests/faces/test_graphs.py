"""The weights that ship are the ones that were examined."""

import subprocess
import sys

import pytest

from mien.errors import MienError
from mien.faces import graphs


@pytest.mark.parametrize("name", ["detector", "landmarks"])
def test_a_graph_opens_and_is_opened_once(name):
    assert graphs.graph(name) is graphs.graph(name)


def test_a_damaged_graph_is_refused(tmp_path, monkeypatch):
    (tmp_path / "detector.onnx").write_bytes(b"something else")
    monkeypatch.setattr(graphs, "WEIGHTS", tmp_path)
    with pytest.raises(MienError, match="missing or damaged"):
        graphs.graph.__wrapped__("detector")


def test_importing_the_faces_loads_no_engine():
    code = "import sys, mien.faces; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
