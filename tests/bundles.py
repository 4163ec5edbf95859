"""Tiny bundles whose network is written down by hand."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from mien.bundle import CARD, Card, read_card, sha256

EXPRESSIONS = ("happy", "angry")
SIZE = 256


def write_bundle(
    folder: Path,
    *,
    output: Literal["composed", "rgb"] = "composed",
    expressions: tuple[str, ...] = EXPRESSIONS,
) -> Path:
    """Write a bundle whose residuals add a fixed bump of flow, shade, opacity and darkness."""
    folder.mkdir(parents=True)
    graphs = {"base": _base(), "decoder": _decoder() if output == "composed" else _painter()}
    for index, name in enumerate(expressions):
        graphs[name] = _residual(sign=1.0 if index % 2 == 0 else -1.0)
    for name, graph in graphs.items():
        (folder / f"{name}.onnx").write_bytes(graph.SerializeToString())
    card = Card(
        expressions=expressions,
        output=output,
        levels=2,
        files={f"{name}.onnx": sha256((folder / f"{name}.onnx").read_bytes()) for name in graphs},
        version="0",
        licence="Apache-2.0",
    )
    (folder / CARD).write_text(card.to_json())
    return folder


def reseal(folder: Path) -> None:
    """Write the hashes of a bundle's files as they are now into its card."""
    card = read_card(folder)
    files = {name: sha256((folder / name).read_bytes()) for name in card.files}
    (folder / CARD).write_text(replace(card, files=files).to_json())


def bump(size: int, *, centre: tuple[float, float], width: float) -> np.ndarray:
    """A Gaussian of height 1, (size, size); centre (x, y) and width as fractions of the side."""
    along = (np.arange(size) + 0.5) / size
    across = np.exp(-(((along - centre[0]) / width) ** 2))
    return np.outer(np.exp(-(((along - centre[1]) / width) ** 2)), across).astype(np.float32)


def _base() -> ModelProto:
    nodes = [
        helper.make_node(
            "AveragePool", ["portrait"], [f"feature_{i}"], kernel_shape=[k, k], strides=[k, k]
        )
        for i, k in enumerate((4, 8))
    ]
    return _encoder(nodes, {})


def _residual(*, sign: float) -> ModelProto:
    mouth = bump(64, centre=(0.5, 0.7), width=0.1)
    eyes = bump(64, centre=(0.5, 0.5), width=0.2)
    fine = np.stack([sign * eyes, 0.5 * eyes, 3 * mouth])[None]
    coarse = np.broadcast_to(np.float32(-4), (1, 3, 32, 32)).copy()
    nodes = [helper.make_node("Identity", [f"map_{i}"], [f"feature_{i}"]) for i in range(2)]
    return _encoder(nodes, {"map_0": fine, "map_1": coarse})


def _encoder(nodes: list[NodeProto], constants: dict[str, np.ndarray]) -> ModelProto:
    shapes = {"feature_0": (1, 3, 64, 64), "feature_1": (1, 3, 32, 32)}
    return _model(nodes, {"portrait": (1, 3, SIZE, SIZE)}, shapes, constants)


def _decoder() -> ModelProto:
    constants = {
        "scale": np.full((1, 1, 1, 1), 0.05, np.float32),
        "four": np.array([1, 1, 4, 4], np.float32),
        "eight": np.array([1, 1, 8, 8], np.float32),
        "parts": np.array([2, 1], np.int64),
    }
    nodes = [
        helper.make_node("Split", ["feature_0", "parts"], ["moved", "logit"], axis=1),
        helper.make_node("Mul", ["moved", "scale"], ["flow"]),
        helper.make_node("Resize", ["logit", "", "four"], ["opacity"], mode="linear"),
        helper.make_node("Mul", ["opacity", "scale"], ["shade"]),
        helper.make_node("Sigmoid", ["feature_1"], ["light"]),
        helper.make_node("Resize", ["light", "", "eight"], ["colour"], mode="linear"),
    ]
    shapes: dict[str, tuple[int | str, ...]] = {
        "flow": ("n", 2, 64, 64),
        "shade": ("n", 1, SIZE, SIZE),
        "opacity": ("n", 1, SIZE, SIZE),
        "colour": ("n", 3, SIZE, SIZE),
    }
    return _model(nodes, _features(), shapes, constants)


def _painter() -> ModelProto:
    constants = {
        "four": np.array([1, 1, 4, 4], np.float32),
        "eight": np.array([1, 1, 8, 8], np.float32),
    }
    nodes = [
        helper.make_node("Resize", ["feature_0", "", "four"], ["fine"], mode="linear"),
        helper.make_node("Resize", ["feature_1", "", "eight"], ["coarse"], mode="linear"),
        helper.make_node("Add", ["fine", "coarse"], ["both"]),
        helper.make_node("Tanh", ["both"], ["frame"]),
    ]
    return _model(nodes, _features(), {"frame": ("n", 3, SIZE, SIZE)}, constants)


def _features() -> dict[str, tuple[int | str, ...]]:
    return {"feature_0": ("n", 3, 64, 64), "feature_1": ("n", 3, 32, 32)}


def _model(
    nodes: list[NodeProto],
    inputs: dict[str, tuple[int | str, ...]],
    outputs: dict[str, tuple[int | str, ...]],
    constants: dict[str, np.ndarray],
) -> ModelProto:
    def described(shapes: dict[str, tuple[int | str, ...]]) -> list[object]:
        return [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in shapes.items()
        ]

    initial = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", described(inputs), described(outputs), initial)
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9, producer_name="tests"
    )
