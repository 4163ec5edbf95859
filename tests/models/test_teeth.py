"""A learnt row of teeth, laid where the mouth is."""

import math

import pytest
import torch
from torch import Tensor, nn
from torch.testing import assert_close

from mien.models.teeth import GAIN, HALF, INNER, MOUTHS, PARTED, ROW, Teeth

SIDE = 64
HEIGHT, WIDTH = 24, 32
"""Of the region where mouths are, in cells of the features."""


class Peaks(nn.Module):
    """Maps of the mouth's ends with all of their mass in one cell each."""

    def __init__(self, cells: list[tuple[int, int]]) -> None:
        super().__init__()
        self.cells = cells

    def forward(self, hidden: Tensor) -> Tensor:
        maps = torch.zeros(len(hidden), 4, HEIGHT, WIDTH)
        for index, (row, column) in enumerate(self.cells):
            maps[:, index, row, column] = 1e4
        return maps


@pytest.fixture
def teeth() -> Teeth:
    """Opaque everywhere; red says how far right in the row a pixel is, green how far down."""
    teeth = Teeth(8)
    nn.init.zeros_(teeth.manner.weight)
    down, across = (torch.linspace(-0.4, 0.4, count) for count in ROW)
    with torch.no_grad():
        teeth.row.zero_()
        teeth.row[:, 0] = across / GAIN
        teeth.row[:, 1] = down[:, None] / GAIN
        teeth.row[:, 3] = 40 / GAIN
    return teeth


def _laid(teeth: Teeth, cells: list[tuple[int, int]]) -> tuple[Tensor, Tensor]:
    teeth.places = Peaks(cells)  # type: ignore[assignment]
    with torch.no_grad():
        colour, mouth = teeth(torch.zeros(1, 8, SIDE, SIDE), torch.full((1, 3, 256, 256), 0.5))
    return colour[0], mouth[0]


def test_the_mouth_is_told_in_fractions_of_the_frame(teeth: Teeth) -> None:
    _, mouth = _laid(teeth, [(11, 8), (11, 23), (9, 15), (13, 15)])
    cells = torch.tensor([[24.5, 43.5], [39.5, 43.5], [31.5, 41.5], [31.5, 45.5]])
    assert_close(mouth, cells / SIDE)


@pytest.mark.parametrize("turn", [0.0, 0.3])
def test_the_row_lies_between_the_corners_and_turns_with_them(teeth: Teeth, turn: float) -> None:
    reach = 8
    across, down = round(reach * math.cos(turn)), round(reach * math.sin(turn))
    right, left = (12 - down, 16 - across), (12 + down, 16 + across)
    colour, mouth = _laid(teeth, [right, left, (12, 16), (12, 16)])
    centre, half = mouth.mean(dim=0) * 256, (mouth[1] - mouth[0]) * 128
    for share in (-0.9, 0.0, 0.5):
        x, y = (centre + share * half).floor().long().tolist()
        assert colour[0, y, x] == pytest.approx(0.5 + 0.4 * share / HALF[0], abs=0.02)
        assert colour[1, y, x] == pytest.approx(0.5, abs=0.02)
    below = torch.stack([-half[1], half[0]]) / 4
    x, y = (centre + below).floor().long().tolist()
    assert colour[1, y, x] == pytest.approx(0.5 + 0.4 * 0.25 / HALF[1], abs=0.02)


def test_nothing_changes_where_no_lips_part(teeth: Teeth) -> None:
    colour, _ = _laid(teeth, [(11, 8), (11, 23), (9, 15), (13, 15)])
    changed = (colour != 0.5).any(dim=0)
    assert changed[144:208, 72:184].float().mean() > 0.9
    changed[144:208, 72:184] = False
    assert not changed.any()


def test_lips_part_where_mouths_are() -> None:
    for inner, (low, high), parted in zip(INNER, MOUTHS, PARTED, strict=True):
        assert [low + end * (high - low) for end in inner] == pytest.approx(parted)


def test_teeth_stay_within_the_colours_that_there_are(teeth: Teeth) -> None:
    with torch.no_grad():
        teeth.row[:, :3] *= 20
    colour, _ = _laid(teeth, [(11, 8), (11, 23), (9, 15), (13, 15)])
    assert colour.min() == 0
    assert colour.max() == 1


def test_a_colour_that_has_left_those_that_there_are_learns_to_come_back(teeth: Teeth) -> None:
    assert teeth.manner.bias is not None
    teeth.row.data.zero_()
    teeth.manner.bias.data[2] = -10  # nowhere opaque
    teeth.manner.bias.data[-3:] = -2  # black and beyond
    colour, _ = teeth.train()(torch.zeros(1, 8, SIDE, SIDE), torch.full((1, 3, 256, 256), 0.5))
    assert (colour[0, :, 160, 128] == 0).all()
    colour[0, :, 160, 128].sum().backward()
    assert teeth.manner.bias.grad is not None
    assert teeth.manner.bias.grad[-3:].sum() == pytest.approx(3, abs=1e-3)
