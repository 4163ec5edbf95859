"""Settings of MoCoGAN, without PyTorch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

WEIGHTS = {
    "adversarial_image": 1.0,
    "adversarial_video": 1.0,
    "category": 1.0,
    "reconstruction": 100.0,
}
"""The game is the paper's; the L1 distance weighs against it what it weighs in pix2pix."""


@dataclass(frozen=True, kw_only=True)
class MocoganConfig:
    """MoCoGAN (Tulyakov et al. 2018), whose content comes from a portrait.

    Attributes:
        method: its name.
        expressions: the categories.
        size: side of the frames in pixels: 4, doubled once for each width.
        frames: T, how many the motion model makes; the portrait goes before them.
        content: numbers in the content code.
        motion: numbers in the motion code, and in the noise.
        widths: channels of the frame decoder at 4, 8, 16, ... pixels; the portrait's encoder
            mirrors them.
        image_widths: channels after the image discriminator's halvings.
        video_widths: channels after the video discriminator's convolutions.
        video_size: side to which a clip is reduced for the video discriminator, in pixels; the
            paper's frames have 64.
        weights: weight of the generator's loss terms by name.
        learning_rate: of both sides.
        betas: Adam's.
        weight_decay: of both sides.
        noise: seed of the motion noise of every clip that is drawn after training.
    """

    method: Literal["mocogan"] = "mocogan"
    expressions: tuple[str, ...] = ()
    size: int = 256
    frames: int = 10
    content: int = 50
    motion: int = 10
    widths: tuple[int, ...] = (512, 256, 128, 64, 64, 64)
    image_widths: tuple[int, ...] = (64, 128, 256)
    video_widths: tuple[int, ...] = (64, 128, 256, 512)
    video_size: int = 64
    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    learning_rate: float = 2e-4
    betas: tuple[float, float] = (0.5, 0.999)
    weight_decay: float = 1e-5
    noise: int = 0
