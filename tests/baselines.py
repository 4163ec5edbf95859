"""Baselines that learn sequences, small enough for a test: four frames of 32 pixels."""

from dataclasses import replace

import torch
from networks import EXPRESSIONS, SIZE, batch

from mien.config import Stage
from mien.methods.convlstm.config import ConvLstmConfig
from mien.methods.hierarchical.config import HierarchicalConfig
from mien.methods.method import Workplace
from mien.tensors import Batch, Pictures

STAGE = Stage(size=SIZE, steps=1)
HERE = Workplace(device=torch.device("cpu"), precision=torch.float32)
DEGREES = (0.25, 0.5, 0.75, 1.0)
CONVLSTM = ConvLstmConfig(
    expressions=EXPRESSIONS, size=SIZE, frames=4, widths=(4, 6, 8), cells=2, learning_rate=1e-2
)
HIERARCHICAL = HierarchicalConfig(
    expressions=EXPRESSIONS,
    size=SIZE,
    frames=4,
    features=8,
    hidden=8,
    widths=(4, 6, 8),
    enters=1,
    judge_width=4,
    weights={"landmarks": 1.0, "reconstruction": 1.0, "adversarial": 0.001},
    image_rate=1e-2,
    landmark_rate=1e-2,
)


def opening(expression: tuple[int, ...] = (0, 1)) -> Batch:
    """Smooth faces whose mouths, dark bars, sink with the degree as their landmarks do."""
    clips = batch(expression=expression, degree=DEGREES)
    skin = torch.nn.functional.interpolate(
        clips.portrait[..., ::8, ::8] * 0.5, SIZE, mode="bilinear"
    )
    portrait = _with_mouth(skin, 0.0)
    frame = torch.stack([_with_mouth(skin, degree) for degree in DEGREES], dim=1)
    landmarks = clips.portrait_landmarks[:, None].repeat(1, len(DEGREES), 1, 1)
    landmarks[..., 48:, 1] += 4 * torch.tensor(DEGREES)[:, None]
    return replace(clips, portrait=portrait, seen=portrait, frame=frame, landmarks=landmarks)


def _with_mouth(skin: Pictures, degree: float) -> Pictures:
    top = 20 + round(4 * degree)
    picture = skin.clone()
    picture[..., top : top + 4, 10:22] = -0.9
    return picture
