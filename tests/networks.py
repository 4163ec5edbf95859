"""Networks and batches small enough for a test: two expressions, frames of 32 pixels."""

import torch
from torch import Tensor, nn

from mien.config import DiscriminatorConfig, NetworkConfig, ResidualConfig
from mien.tensors import Batch

SIZE = 32
EXPRESSIONS = ("happy", "angry")
UNET = NetworkConfig(
    kind="unet",
    expressions=EXPRESSIONS,
    widths=(4, 8, 8, 8, 8),
    output="rgb",
    landmarks=True,
    size=SIZE,
)
PYRAMID = NetworkConfig(
    expressions=EXPRESSIONS, widths=(4, 6, 8), detail=4, decoder_widths=(6, 4), size=SIZE
)
PAPER = ResidualConfig(
    network=UNET,
    discriminators=DiscriminatorConfig(views=("global", "local"), width=4, layers=1),
    weights={
        "reconstruction": 100.0,
        "adversarial_global": 1.0,
        "adversarial_local": 1.0,
        "continuity": 1.0,
        "landmarks": 1.0,
    },
    learning_rate=5e-3,
)


def pictures(*shape: int) -> Tensor:
    """Noise, (*shape, 3, 32, 32) in [-1, 1]."""
    return torch.rand(*shape, 3, SIZE, SIZE) * 2 - 1


def face(*shape: int) -> Tensor:
    """Landmarks, (*shape, 68, 2): all in the upper half but the mouth, a rectangle below."""
    points = torch.rand(*shape, 68, 2) * 14 + 1
    corners = torch.tensor([[10.0, 20.0], [21.0, 20.0], [21.0, 25.0], [10.0, 25.0]])
    points[..., 48:, :] = corners.repeat(5, 1)
    return points


def batch(*, expression: tuple[int, ...] = (0, 1), degree: tuple[float, ...] = (0.5, 1.0)) -> Batch:
    """A clip for each expression, with frames at the same degrees."""
    clips, frames = len(expression), len(degree)
    portrait = pictures(clips)
    return Batch(
        portrait=portrait,
        seen=portrait,
        frame=pictures(clips, frames),
        landmarks=face(clips, frames),
        portrait_landmarks=face(clips),
        degree=torch.tensor([degree] * clips),
        expression=torch.tensor(expression),
    )


def unsettle(module: nn.Module) -> None:
    """Give every normalisation statistics as training would, so that it is not the identity."""
    for part in module.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.running_mean = torch.randn(part.num_features) * 0.1
            part.running_var = torch.rand(part.num_features) * 0.1 + 0.01
