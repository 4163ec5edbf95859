import subprocess
import sys

import numpy as np
import pytest
from onnx import TensorProto, helper

from mien.inference import default_threads, open_graph


@pytest.fixture
def doubling() -> bytes:
    """A graph that adds its input to itself."""
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n"]) for name in "xy"]
    node = helper.make_node("Add", ["x", "x"], ["y"])
    graph = helper.make_graph([node], "doubling", value[:1], value[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    return model.SerializeToString()


@pytest.mark.parametrize(("asked", "given"), [(None, default_threads()), (1, 1), (3, 3)])
def test_a_graph_runs_on_as_many_threads_as_asked_none_of_which_spins(doubling, asked, given):
    graph = open_graph(doubling, threads=asked)
    (doubled,) = graph.run(["y"], {"x": np.float32([1, 2])})
    options = graph.get_session_options()
    assert doubled.tolist() == [2, 4]
    assert options.intra_op_num_threads == given
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"


def test_two_threads_at_most_by_default():
    assert default_threads() in (1, 2)


def test_the_engine_is_imported_when_a_graph_is_opened():
    code = "import sys, mien.inference; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
