"""What a decoder's output does to a frame: displacement, shade, opacity and colour."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from mien.bundle import FrameCard
from mien.config import SHADE
from mien.ramp import smoothstep
from mien.types import Plane


@dataclass(frozen=True, kw_only=True)
class Change:
    """V(p) = (1 - m) (1 + s) I(p + u) + m C, on the frame's own pixels.

    Attributes:
        flow: u, (2, size, size), (x, y) as a fraction of the frame's side; None for no movement.
        shade: s, (size, size) in [-0.5, 0.5]; None for no shading.
        opacity: m, (size, size) in [0, 1].
        colour: C, (size, size, 3) in [0, 1].
    """

    flow: Plane | None = None
    shade: Plane | None = None
    opacity: Plane
    colour: Plane

    def faded(self, window: Plane) -> "Change":
        """The change times a window, (size, size) in [0, 1]."""
        flow = None if self.flow is None else self.flow * window
        shade = None if self.shade is None else self.shade * window
        return replace(self, flow=flow, shade=shade, opacity=self.opacity * window)


def change(raw: Mapping[str, Plane], neutral: Mapping[str, Plane] | None) -> Change:
    """One frame's change, relative to what the decoder emits at degree zero.

    Args:
        raw: the decoder's output for one frame, (1, channels, height, width) by name.
        neutral: the same at degree zero; None for a decoder that draws the frame itself.
    """
    if neutral is None:
        frame = raw["frame"][0]
        colour = (frame.transpose(1, 2, 0) + 1) / 2
        return Change(opacity=np.ones(frame.shape[1:], np.float32), colour=colour)
    opacity = np.tanh(np.maximum(raw["opacity"][0, 0] - neutral["opacity"][0, 0], 0))
    flow = raw["flow"][0] - neutral["flow"][0]
    size = opacity.shape[0]
    return Change(
        flow=np.stack([_enlarged(axis, size) for axis in flow]),
        shade=np.float32(SHADE) * np.tanh(raw["shade"][0, 0] - neutral["shade"][0, 0]),
        opacity=opacity,
        colour=raw["colour"][0].transpose(1, 2, 0),
    )


def square_window(size: int, *, edge: float = 0.1) -> Plane:
    """1 inside a frame, falling smoothly to 0 at its border.

    Args:
        size: side of the frame in pixels.
        edge: how far from the border the fall begins, as a fraction of the side.
    """
    away = np.minimum(np.arange(size), np.arange(size)[::-1]) / size
    along = smoothstep(away / edge)
    return np.outer(along, along)


def oval_window(size: int, card: FrameCard) -> Plane:
    """1 on the face's oval, falling smoothly to 0 a quarter of a face outside of it."""
    x, y = (((np.arange(size) + 0.5) / size - centre) for centre in card.centre)
    # A face is about three quarters as wide as it is high.
    radius = np.hypot(x[None] / (0.375 * card.face), y[:, None] / (0.5 * card.face))
    return smoothstep((1.5 - radius) / 0.4) * square_window(size, edge=0.05)


def _enlarged(plane: Plane, size: int) -> Plane:
    """Bilinearly, as the network was trained."""
    if plane.shape[0] == size:
        return plane
    image = Image.fromarray(np.ascontiguousarray(plane))
    return np.asarray(image.resize((size, size), Image.Resampling.BILINEAR))
