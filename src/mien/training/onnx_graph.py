"""One module as an ONNX file whose weights take two bytes each."""

import io
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

OPSET = 18

_SMALL = 64
"""Tensors of fewer elements stay as they are: shapes, scales, biases."""


def write_graph(
    module: nn.Module,
    example: tuple[Tensor, ...],
    target: Path,
    inputs: list[str],
    outputs: list[str],
) -> None:
    """Trace a module and write it; the first axis of everything may then have any length."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # Traced on purpose: the graphs have no control flow, and need no further package.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            example,
            buffer,  # type: ignore[arg-type] # a file works as well as a path
            input_names=inputs,
            output_names=outputs,
            dynamic_axes={name: {0: "n"} for name in (*inputs, *outputs)},
            opset_version=OPSET,
            dynamo=False,
        )
    model = onnx.load_model_from_string(buffer.getvalue())
    _halve_weights(model.graph)
    onnx.checker.check_model(model)
    target.write_bytes(model.SerializeToString())


def _halve_weights(graph: onnx.GraphProto) -> None:
    """Store large float32 weights as float16, each followed by a cast back.

    The engine folds the casts when it loads the graph, so that nothing is slower.
    """
    casts = []
    for weight in graph.initializer:
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < _SMALL:
            continue
        name = weight.name
        half = numpy_helper.to_array(weight).astype(np.float16)
        assert np.isfinite(half).all()
        weight.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for node in reversed(casts):
        graph.node.insert(0, node)
