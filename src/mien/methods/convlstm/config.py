"""Settings of the ConvLSTM baseline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class ConvLstmConfig:
    """Network, objective and optimiser.

    Attributes:
        method: its name.
        expressions: each has a network of its own.
        size: side of the frames in pixels.
        frames: of a sequence, beside the portrait.
        widths: channels of the U-Net's levels, at full size first; each level halves.
        cells: how many of the coarsest levels hold ConvLSTM cells.
        kernel: side of the cells' convolutions, odd.
        additive: whether a frame is the portrait plus what the network draws; the paper's network
            draws the frame itself.
        weights: weight of each loss term by its name: `reconstruction` is the L1 distance,
            `squared` the mean squared one.
        learning_rate: at the start.
        betas: Adam's.
    """

    method: Literal["convlstm"] = "convlstm"
    expressions: tuple[str, ...] = ()
    size: int = 256
    frames: int = 10
    widths: tuple[int, ...] = (8, 16, 24, 48, 64, 96)
    cells: int = 3
    kernel: int = 3
    additive: bool = True
    weights: Mapping[str, float] = field(
        default_factory=lambda: {"reconstruction": 1.0, "squared": 1.0}
    )
    learning_rate: float = 2e-3
    betas: tuple[float, float] = (0.9, 0.999)
