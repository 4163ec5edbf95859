"""Training that starts from a bundle: a little data of one's own then goes a long way."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn
from torch.nn.utils import parametrize

from mien.bundle import Card, read_card, read_file
from mien.config import TEETH_WEIGHTS
from mien.errors import MienError
from mien.models.generator import Generator
from mien.models.pyramid import PyramidEncoder
from mien.models.standardised import set_weight

FAINT = 0.3
"""How strongly a new expression shows the bundle's first one before it has learnt anything."""

TEETH = TEETH_WEIGHTS.removeprefix("decoder.")
"""How the names of a decoder's weights begin that bundles without teeth lack."""

Arrays = Mapping[str, NDArray[np.float32]]


def warm_start(generator: Generator, bundle: Path) -> Card:
    """Give a new generator the weights of a bundle.

    An expression that the bundle lacks starts as a faint copy of its first one: that encoder knows
    faces, and its maps are ones that the decoder can read. One with weights drawn by chance starts
    further from any expression than the portrait is.

    Args:
        generator: of the kind `pyramid`, with the bundle's widths.
        bundle: a folder written by `mien export`.

    Returns:
        The bundle's card.

    Raises:
        MienError: no usable bundle, or one of another network.
    """
    if generator.config.kind != "pyramid":
        raise MienError("Only recipes with our network can start from a bundle: mien, mien-rgb.")
    card = read_card(bundle)
    if card.frame.size != generator.config.size:
        raise MienError(
            f"{bundle} draws frames of {card.frame.size} pixels and the recipe of "
            f"{generator.config.size}. Start from a bundle of the same recipe."
        )
    parts: dict[str, nn.Module] = {"base": generator.base, "decoder": generator.decoder}
    parts |= {name: part for name, part in generator.residuals.items() if name in card.expressions}
    for name, part in parts.items():
        _fill(part, weights_of(read_file(bundle, card, f"{name}.onnx")), f"{bundle}: {name}")
    first = weights_of(read_file(bundle, card, f"{card.expressions[0]}.onnx"))
    for name, encoder in generator.residuals.items():
        if name not in card.expressions:
            assert isinstance(encoder, PyramidEncoder)
            _fill(encoder, first, f"{bundle}: {card.expressions[0]}")
            _weaken(encoder, FAINT)
    return card


def has_teeth(bundle: Path) -> bool:
    """Whether a bundle's teeth are a learnt picture (`NetworkConfig.teeth`).

    Raises:
        MienError: no usable bundle.
    """
    return _toothed(weights_of(read_file(bundle, read_card(bundle), "decoder.onnx")))


def _weaken(encoder: PyramidEncoder, factor: float) -> None:
    """Multiply all that an encoder emits: leaky ReLUs let a factor through to every level."""
    for part in encoder.modules():
        if isinstance(part, nn.Conv2d):
            assert part.bias is not None
            part.bias.data.mul_(factor)
    for first in (encoder.detail, encoder.core[0]):
        assert isinstance(first, nn.Conv2d)
        set_weight(first, factor * first.weight.detach())


def weights_of(content: bytes) -> Arrays:
    """Weights by the name that they have in their module.

    Args:
        content: of a bundle's ONNX file.
    """
    graph = onnx.load_model_from_string(content).graph
    return {
        tensor.name.partition(".")[2].removesuffix(".half"): numpy_helper.to_array(tensor).astype(
            np.float32
        )
        for tensor in graph.initializer
    }


def _toothed(arrays: Arrays) -> bool:
    return any(name.startswith(TEETH) for name in arrays)


def _fill(module: nn.Module, arrays: Arrays, where: str) -> None:
    toothed = _toothed(arrays)
    for name, part in module.named_modules():
        new = name.startswith(TEETH) and not toothed
        if new or not isinstance(part, nn.Conv2d):
            continue
        weight = arrays.get(f"{name}.weight")
        if weight is None or f"{name}.bias" not in arrays or weight.shape != part.weight.shape:
            found = None if weight is None else weight.shape
            raise MienError(
                f"{where} is of another network: {name} is {found} there and "
                f"{tuple(part.weight.shape)} here. Start from a bundle of the same recipe."
            )
        if parametrize.is_parametrized(part, "weight"):
            set_weight(part, torch.from_numpy(weight))
    for name, parameter in module.named_parameters():
        if name in arrays:
            parameter.data.copy_(torch.from_numpy(arrays[name]))
