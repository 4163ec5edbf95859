"""What a decoder emits, and how it becomes a frame: the portrait itself at degree zero."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample, interpolate

from mien.tensors import Flow, Masks, Pictures


@dataclass(frozen=True)
class Emitted:
    """A decoder's output: either `frame`, or `flow`, `opacity` and `colour`.

    Attributes:
        frame: in [-1, 1], the paper's head.
        flow: backward displacement (x, y) as a fraction of the frame's side.
        opacity: logits.
        colour: in [0, 1].
        landmarks: 68 maps at half the frame's size, whose peaks are the landmarks.
    """

    frame: Tensor | None = None
    flow: Tensor | None = None
    opacity: Tensor | None = None
    colour: Tensor | None = None
    landmarks: Tensor | None = None

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
        opacity: of the colour, in [0, 1].
        rise: the same before it was cut off at 0, in [-1, 1].
        warped: the portrait moved by the flow, in [-1, 1].
        colour: what is laid over it, in [-1, 1].
    """

    frame: Pictures
    flow: Flow
    opacity: Masks
    rise: Masks
    warped: Pictures
    colour: Pictures


def compose(portrait: Pictures, emitted: Emitted, neutral: Emitted) -> Composition:
    """V = (1 - m) W(I, u) + m C, with u and m relative to what is emitted at degree zero.

    Args:
        portrait: I, one for each frame.
        emitted: at the frames' degrees.
        neutral: at degree zero, one for each frame.
    """
    assert emitted.flow is not None
    assert neutral.flow is not None
    assert emitted.opacity is not None
    assert neutral.opacity is not None
    assert emitted.colour is not None
    flow = emitted.flow - neutral.flow
    rise = torch.tanh(emitted.opacity - neutral.opacity)
    opacity = rise.relu()
    colour = 2 * emitted.colour - 1
    warped = warp(portrait, flow)
    frame = (1 - opacity) * warped + opacity * colour
    return Composition(
        frame=frame, flow=flow, opacity=opacity, rise=rise, warped=warped, colour=colour
    )  # fmt: skip


def warp(portrait: Pictures, flow: Flow) -> Pictures:
    """W(I, u)(p) = I(p + u(p)), bilinearly; the border continues outside.

    Args:
        portrait: (frames, 3, height, width).
        flow: as a fraction of the side, at any resolution.
    """
    identity = torch.eye(2, 3, device=portrait.device).expand(len(portrait), 2, 3)
    grid = affine_grid(identity, list(portrait.shape), align_corners=False)
    size = portrait.shape[-2:]
    shift = interpolate(flow.float(), size=size, mode="bilinear", align_corners=False)
    return grid_sample(
        portrait, grid + 2 * shift.movedim(1, -1), padding_mode="border", align_corners=False
    )
