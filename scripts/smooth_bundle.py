"""A bundle whose decoder smooths what it shuffles, so that no grid of pixels is left of it.

Tells what of a bundle's figures is a grid that passes for teeth (docs/log.md): `mien evaluate` and
`measure_grid.py` measure the copy as any other bundle. Each shuffle is followed by 1 2 1 in both
directions, of which alternating pixels keep their mean.

python scripts/smooth_bundle.py BUNDLE COPY
"""

import shutil
from dataclasses import replace
from pathlib import Path

import click
import onnx
from onnx import helper

from mien.bundle import CARD, read_card, sha256

DECODER = "decoder.onnx"


@click.command()
@click.argument("bundle", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("copy", type=click.Path(exists=False, path_type=Path))
def main(bundle: Path, copy: Path) -> None:
    """Write a COPY of BUNDLE, a new folder."""
    card = read_card(bundle)
    shutil.copytree(bundle, copy)
    model = onnx.load(copy / DECODER)
    smooth(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, copy / DECODER)
    files = {**card.files, DECODER: sha256((copy / DECODER).read_bytes())}
    (copy / CARD).write_text(replace(card, files=files).to_json(), encoding="utf-8")


def smooth(graph: onnx.GraphProto) -> None:
    """Let two means of two pixels follow each shuffle, in place."""
    nodes = []
    for node in graph.node:
        nodes.append(node)
        if node.op_type == "DepthToSpace":
            name = node.output[0]
            rough, between = f"{name}.rough", f"{name}.between"
            node.output[0] = rough
            for source, target, border in ((rough, between, 1), (between, name, 0)):
                nodes.append(
                    helper.make_node(
                        "AveragePool", [source], [target], kernel_shape=[2, 2], pads=[border] * 4
                    )
                )
    del graph.node[:]
    graph.node.extend(nodes)


if __name__ == "__main__":
    main()
