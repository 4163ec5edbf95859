"""What a flow and an opacity should be like."""

import pytest
import torch

from mien.losses.composition import opaqueness, smoothness


def test_a_flow_that_moves_all_alike_is_smooth():
    assert smoothness(torch.full((2, 2, 4, 4), 0.3)) == 0


def test_roughness_is_counted_in_hundredths_of_the_side_in_both_directions():
    flow = torch.zeros(1, 2, 4, 4)
    flow[..., 2:] = 0.01
    assert smoothness(flow).item() == pytest.approx(1 / 3)
    assert smoothness(flow.mT).item() == pytest.approx(1 / 3)


def test_opaqueness_is_the_mean_opacity():
    opacity = torch.zeros(1, 1, 2, 2)
    opacity[..., 0, 0] = 0.8
    assert opaqueness(opacity).item() == pytest.approx(0.2)
