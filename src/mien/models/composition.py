"""What a decoder emits, and how it becomes a frame: the portrait itself at degree zero."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample, interpolate

from mien.config import SHADE
from mien.tensors import Flow, Masks, Pictures


@dataclass(frozen=True)
class Emitted:
    """A decoder's output: either `frame`, or `flow`, `shade`, `opacity` and `colour`.

    Attributes:
        frame: in [-1, 1], the paper's head.
        flow: backward displacement (x, y) as a fraction of the frame's side.
        shade: logits of how much brighter the portrait becomes.
        opacity: logits.
        colour: in [0, 1].
        landmarks: 68 maps at half the frame's size, whose peaks are the landmarks.
        mouth: where the portrait's mouth is, (frames, 4, 2) as fractions of the frame.
    """

    frame: Tensor | None = None
    flow: Tensor | None = None
    shade: Tensor | None = None
    opacity: Tensor | None = None
    colour: Tensor | None = None
    landmarks: Tensor | None = None
    mouth: Tensor | None = None

    def __getitem__(self, where: slice) -> "Emitted":
        """Some of the frames."""
        return self._each(lambda value: value[where])

    def float(self) -> "Emitted":
        """The same in single precision."""
        return self._each(Tensor.float)

    def repeat_interleave(self, times: int) -> "Emitted":
        """Each frame so many times."""
        return self._each(lambda value: value.repeat_interleave(times, dim=0))

    def _each(self, change: Callable[[Tensor], Tensor]) -> "Emitted":
        return Emitted(
            **{name: None if value is None else change(value) for name, value in vars(self).items()}
        )


@dataclass(frozen=True)
class Composition:
    """A frame, and what it was composed of.

    Attributes:
        frame: in [-1, 1].
        flow: displacement relative to degree zero, at the decoder's resolution.
        shade: by what share the portrait becomes brighter, in [-0.5, 0.5].
        opacity: of the colour, in [0, 1].
        rise: the same before it was cut off at 0, in [-1, 1].
        warped: the portrait moved by the flow and shaded, in [-1, 2].
        colour: what is laid over it, in [-1, 1].
    """

    frame: Pictures
    flow: Flow
    shade: Masks
    opacity: Masks
    rise: Masks
    warped: Pictures
    colour: Pictures


def compose(portrait: Pictures, emitted: Emitted, neutral: Emitted) -> Composition:
    """V = (1 - m) (1 + s) W(I, u) + m C, with u, s and m relative to what degree zero emits.

    Args:
        portrait: I, one for each frame.
        emitted: at the frames' degrees.
        neutral: at degree zero, one for each frame.
    """
    assert emitted.flow is not None
    assert neutral.flow is not None
    assert emitted.shade is not None
    assert neutral.shade is not None
    assert emitted.opacity is not None
    assert neutral.opacity is not None
    assert emitted.colour is not None
    flow = emitted.flow - neutral.flow
    shade = SHADE * torch.tanh(emitted.shade - neutral.shade)
    rise = torch.tanh(emitted.opacity - neutral.opacity)
    opacity = rise.relu()
    colour = 2 * emitted.colour - 1
    warped = (1 + shade) * (warp(portrait, flow) + 1) - 1
    frame = (1 - opacity) * warped + opacity * colour
    return Composition(
        frame=frame, flow=flow, shade=shade, opacity=opacity, rise=rise, warped=warped,
        colour=colour,
    )  # fmt: skip


def warp(portrait: Pictures, flow: Flow) -> Pictures:
    """W(I, u)(p) = I(p + u(p)), bicubically; the border continues outside.

    A bilinear reading blurs by half a pixel, which costs more perceptual distance than a wrong
    mouth does.

    Args:
        portrait: (frames, 3, height, width).
        flow: as a fraction of the side, at any resolution.
    """
    identity = torch.eye(2, 3, device=portrait.device).expand(len(portrait), 2, 3)
    grid = affine_grid(identity, list(portrait.shape), align_corners=False)
    size = portrait.shape[-2:]
    shift = interpolate(flow.float(), size=size, mode="bilinear", align_corners=False)
    return grid_sample(
        portrait,
        grid + 2 * shift.movedim(1, -1),
        mode="bicubic",
        padding_mode="border",
        align_corners=False,
    )
