"""A row of teeth: one learnt picture, laid where the portrait's mouth says."""

import torch
from torch import Tensor, nn
from torch.nn.functional import grid_sample, interpolate, leaky_relu, pad

from mien.mass import mean_position
from mien.tensors import FeatureMap, Pictures

SLOPE = 0.2

WIDTH = 48

ROW = (64, 128)
"""Height and width of the picture."""

HALF = (1.2, 0.6)
"""Half its width and height, in half-widths of the portrait's mouth."""

GAIN = 4.0
"""The picture learns so many times as fast as other weights: each of its pixels is seldom seen."""

Ends = tuple[tuple[float, ...], ...]
"""Of rows and of columns, as fractions of the frame."""

MOUTHS: Ends = ((0.5, 0.875), (0.25, 0.75))
"""Where mouths are."""

PARTED: Ends = ((0.5625, 0.8125), (0.28125, 0.71875))
"""Where lips part."""

INNER: Ends = tuple(
    tuple((end - low) / (high - low) for end in ends)
    for ends, (low, high) in zip(PARTED, MOUTHS, strict=True)
)
"""`PARTED` as fractions of `MOUTHS`."""


class Teeth(nn.Module):
    """Lays a learnt picture of teeth over a decoder's colour.

    Teeth stand still in the skull, so that the closed mouth of the portrait says where they are,
    but no feature says it at the resolution of a tooth. Smooth coordinates are easy to draw: those
    of the mouth, and an offset. What is sharp is the picture.

    Args:
        channels: of the features.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Conv2d(before, WIDTH, 3, padding=1) for before in (channels, WIDTH, WIDTH)
        )
        self.places = nn.Conv2d(WIDTH, 4, 5, padding=2)
        self.manner = nn.Conv2d(WIDTH, 2 + 1 + 3 + 3, 5, padding=2)
        nn.init.normal_(self.manner.weight, std=0.01)
        assert self.manner.bias is not None
        nn.init.zeros_(self.manner.bias)
        self.row = nn.Parameter(torch.randn(1, 4, *ROW) * 0.02 / GAIN)

    def forward(self, features: FeatureMap, colour: Pictures) -> tuple[Pictures, Tensor]:
        """Lay teeth over the colour.

        Args:
            features: (frames, channels, side, side).
            colour: in [0, 1], of any size.

        Returns:
            The colour, and where the portrait's mouth is: its corners and the middles of its upper
            and lower lip, (frames, 4, 2) as fractions of the frame, in the order of `MOUTH_ENDS`.
        """
        hidden = features[(..., *_region(features, MOUTHS))]
        for layer in self.layers:
            hidden = leaky_relu(layer(hidden), SLOPE)
        mouth = mean_position(self.places(hidden), *_axes(hidden, MOUTHS))
        there = _region(colour, PARTED)
        under = colour[(..., *there)].float()
        size = [part.stop - part.start for part in there]
        manner = self.manner(hidden)[(..., *_region(hidden, INNER))].float()
        manner = interpolate(manner, size=size, mode="bilinear", align_corners=False)
        offset, mask, gain, bias = manner.split((2, 1, 3, 3), dim=1)
        at = _coordinates(mouth, under) + 0.2 * torch.tanh(offset)
        row = GAIN * grid_sample(
            self.row.expand(at.shape[0], -1, -1, -1),
            at.movedim(1, -1),
            mode="bilinear",
            padding_mode="border",
            align_corners=False,
        )
        teeth = gain.exp() * (0.5 + row[:, :3])
        opacity = torch.sigmoid(4 * (row[:, 3:] + mask))
        over = _limited((1 - opacity) * (under + bias) + opacity * teeth, learns=self.training)
        (top, bottom), (left, right) = ((part.start, part.stop) for part in there)
        height, width = map(int, colour.shape[-2:])
        change = pad(over - under, (left, width - right, top, height - bottom))
        return colour + change, mouth


def _limited(colour: Tensor, *, learns: bool) -> Tensor:
    """The colour in [0, 1]; what learns is told how to come back from outside."""
    limited = colour.clamp(0, 1)
    return colour + (limited - colour).detach() if learns else limited


def _region(maps: Tensor, ends: Ends) -> tuple[slice, slice]:
    """Rows and columns of a frame's maps between some ends."""
    rows, columns = (
        slice(round(low * int(length)), round(high * int(length)))  # traced, too, it is fixed
        for (low, high), length in zip(ends, maps.shape[-2:], strict=True)
    )
    return rows, columns


def _axes(maps: Tensor, ends: Ends) -> tuple[Tensor, Tensor]:
    """Columns' x and rows' y of a region's maps, as fractions of the frame."""
    y, x = (
        low + (high - low) * (torch.arange(int(count), device=maps.device) + 0.5) / int(count)
        for (low, high), count in zip(ends, maps.shape[-2:], strict=True)
    )
    return x, y


def _coordinates(mouth: Tensor, maps: Tensor) -> Tensor:
    """Where the region's pixels are in the picture of teeth, (frames, 2, height, width) in +-1."""
    centre = mouth.mean(dim=1)[..., None, None]
    along = ((mouth[:, 1] - mouth[:, 0]) / 2)[..., None, None]
    x, y = _axes(maps, PARTED)
    right, down = x[None, None] - centre[:, 0], y[None, :, None] - centre[:, 1]
    square = (along * along).sum(dim=1) + 1e-6
    u = (right * along[:, 0] + down * along[:, 1]) / square
    v = (down * along[:, 0] - right * along[:, 1]) / square
    return torch.stack([u / HALF[0], v / HALF[1]], dim=1)
