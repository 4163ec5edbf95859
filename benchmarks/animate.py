"""How fast a photo is animated, against the paper's network and against what the machine can do.

Every figure is a median over rounds that alternate between all of them in one process, so that a
busy machine disturbs all alike: read the ratios first. Needs the extra `train`; run from the
repository's root:

    python benchmarks/animate.py [--bundle BUNDLE] [--rounds 7] [--frames 50] [--threads 2]
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch

from mien.bundle import default_bundle
from mien.geometry import Frame
from mien.media import write_clip
from mien.methods.residual.recipes.papers import paper
from mien.models.generator import Generator
from mien.runtime import load
from mien.runtime.engine import Engine
from mien.types import Picture

PAPER_FRAMES = 2
MATRIX = 1024
LARGE = 2600
"""Side of a photo whose frame is 2,000 pixels."""


def main() -> None:
    """Measure, and print a table."""
    arguments = _arguments()
    torch.set_num_threads(arguments.threads)
    torch.set_grad_enabled(False)
    with tempfile.TemporaryDirectory() as scratch:
        bundle = arguments.bundle or default_bundle()
        print(f"bundle: {bundle}; {arguments.threads} threads; {arguments.rounds} rounds")  # noqa: T201
        tasks = _tasks(bundle, arguments.frames, arguments.threads, Path(scratch))
        seconds = _interleaved(tasks, arguments.rounds)
        _report(seconds, _decoder_work(bundle))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--bundle", type=Path, help="default: the shipped one")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--frames", type=int, default=50, help="frames in a clip of 256 pixels")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _tasks(
    bundle: Path, frames: int, threads: int, scratch: Path
) -> dict[str, Callable[[], float]]:
    """What is timed; each returns its seconds a frame (or a product)."""
    animator = load(bundle, threads=threads)
    degrees = np.zeros((frames, len(animator.expressions)), np.float32)
    degrees[:, 0] = np.linspace(0.02, 1, frames)
    small, large = _photo(256), _photo(LARGE)
    whole, face = Frame((128.0, 128.0), 256.0), Frame((LARGE / 2, LARGE / 2), 2000.0)

    def animate() -> float:
        """A photo of 256 pixels: encode it, decode, compose, write H.264."""
        sitting = animator.open(small, [whole])
        write_clip(sitting.clip(degrees), scratch / "clip.mp4", fps=25)
        return frames

    sitting = animator.open(large, [face])
    engine = Engine(bundle, threads=threads)
    size = engine.card.frame.size
    features = engine.encode("base", np.zeros((1, 3, size, size), np.float32))
    portrait = torch.zeros(1, 3, 256, 256)
    draw_as_paper = _paper(portrait)
    matrix = torch.randn(MATRIX, MATRIX)
    return {
        "clip": _timed(animate),
        "large": _timed(lambda: len([sitting.draw(row) for row in degrees[-2:]])),
        "decoder": _timed(lambda: len([engine.decode(features) for _ in range(8)])),
        "paper": _timed(lambda: len([draw_as_paper() for _ in range(PAPER_FRAMES)])),
        "matrix": _timed(lambda: len([matrix @ matrix for _ in range(8)])),
    }


def _paper(portrait: torch.Tensor) -> Callable[[], object]:
    """One frame of the paper's network in eager PyTorch, everything computed anew."""
    network = replace(paper(("happy",)).method.network, landmarks=False)
    generator, degrees = Generator(network).eval(), torch.full((1, 1), 0.5)
    return lambda: generator.decode(generator.mixed(generator.encode(portrait), degrees))


def _timed(task: Callable[[], float]) -> Callable[[], float]:
    """A task that returns how many it made, as one that returns the seconds for each."""

    def timed() -> float:
        start = time.perf_counter()
        made = task()
        return (time.perf_counter() - start) / made

    return timed


def _interleaved(tasks: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    for task in tasks.values():
        task()
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            seconds[name].append(task())
    return seconds


def _report(seconds: dict[str, list[float]], work: int) -> None:
    median = {name: statistics.median(values) for name, values in seconds.items()}
    decoder, product = work / median["decoder"], MATRIX**3 / median["matrix"]
    rows = [
        ("encode once, compose, write H.264 (256 px)", f"{1 / median['clip']:.1f} frames/s"),
        ("the paper's network, eager PyTorch", f"{1 / median['paper']:.2f} frames/s"),
        ("ratio", f"{median['paper'] / median['clip']:.1f} x"),
        ("decode and compose a frame of 2,000 px", f"{1e3 * median['large']:.0f} ms"),
        ("decoder alone", f"{1e3 * median['decoder']:.1f} ms, {work / 1e9:.2f} GMAC"),
        ("decoder's multiply-adds", f"{decoder / 1e9:.1f} G/s"),
        (f"matrix product {MATRIX}, float32", f"{product / 1e9:.1f} G/s"),
        ("decoder, of the matrix product", f"{100 * decoder / product:.0f} %"),
    ]
    for name, figure in rows:
        print(f"{name:44} {figure:>24}")  # noqa: T201


def _decoder_work(bundle: Path) -> int:
    """Multiply-adds of the decoder's convolutions for one frame."""
    model = onnx.shape_inference.infer_shapes(onnx.load(bundle / "decoder.onnx"))
    _set_batch(model)
    model = onnx.shape_inference.infer_shapes(model)
    described = (*model.graph.value_info, *model.graph.output, *model.graph.input)
    shapes = {
        value.name: [dim.dim_value or 1 for dim in value.type.tensor_type.shape.dim]
        for value in described
    } | {tensor.name: list(tensor.dims) for tensor in model.graph.initializer}
    return sum(
        int(np.prod(shapes[node.output[0]])) * int(np.prod(shapes[node.input[1]][1:]))
        for node in model.graph.node
        if node.op_type == "Conv"
    )


def _set_batch(model: onnx.ModelProto) -> None:
    """Fix the number of frames, so that shapes can be inferred."""
    for value in model.graph.input:
        value.type.tensor_type.shape.dim[0].dim_value = 1


def _photo(side: int) -> Picture:
    y, x = np.mgrid[:side, :side] / side
    shades = np.stack([200 * x, 200 * y, 128 + 60 * np.sin(40 * x) * np.cos(30 * y)], -1)
    noise = np.random.default_rng(0).normal(0, 3, (side, side, 1))
    return np.clip(shades + noise, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
