"""Settings of the hierarchical baseline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class HierarchicalConfig:
    """Networks, objective and optimisers.

    Attributes:
        method: its name.
        expressions: each has networks of its own.
        size: side of the frames in pixels.
        frames: of a sequence, beside the portrait.
        features: numbers that the landmark LSTM is shown of the portrait's landmarks.
        hidden: size of the LSTM's state.
        widths: channels of the U-Net's levels, at full size first; each level halves.
        enters: level at which the maps of the landmarks join the portrait's features; the levels
            above it see the portrait alone, once for all frames.
        spread: standard deviation of a landmark's heatmap, as a fraction of the frame's side.
        judge_width: channels of the discriminator's first layer.
        additive: whether a frame is the portrait plus what the network draws, and a landmark the
            portrait's plus what the LSTM says; the paper's networks give both themselves.
        pictured: frames of each sequence that the image network learns in a step, drawn by chance.
        weights: weight of each loss term by its name: `landmarks`, `reconstruction` (the L1
            distance), `squared` (the mean squared one), `perceptual` and `adversarial`. The last
            two are computed only if they weigh something.
        landmark_rate: learning rate of the LSTM, at the start.
        longest: greatest norm of the LSTM's gradient.
        image_rate: of image network and discriminator, at the start.
        betas: Adam's, for these two.
    """

    method: Literal["hierarchical"] = "hierarchical"
    expressions: tuple[str, ...] = ()
    size: int = 256
    frames: int = 10
    features: int = 32
    hidden: int = 256
    widths: tuple[int, ...] = (8, 16, 32, 64, 96)
    enters: int = 2
    spread: float = 1 / 16
    judge_width: int = 16
    additive: bool = True
    pictured: int = 2
    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "landmarks": 1.0,
            "reconstruction": 1.0,
            "squared": 0.5,
            "perceptual": 0.5,
        }
    )
    landmark_rate: float = 1e-3
    longest: float = 25.0
    image_rate: float = 2e-3
    betas: tuple[float, float] = (0.9, 0.999)
