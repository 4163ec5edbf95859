"""What the parts of a composition should be like."""

import pytest
import torch

from mien.losses.composition import opaqueness, revealed, smoothness, unexplained


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


ONES = torch.ones(1, 1, 2, 2)
NOWHERE = torch.zeros(1, 1, 2, 2)


def test_colour_is_judged_where_the_warped_portrait_is_wrong_and_nowhere_else():
    truth = torch.zeros(1, 3, 2, 2)
    warped, colour = truth.clone(), truth.clone()
    warped[..., 0, 0] = 0.6
    warped[..., 0, 1] = 0.2
    colour[..., 0, 0] = 0.4
    colour[..., 1, :] = 1.0
    assert unexplained(colour, warped, truth, ONES).item() == pytest.approx(0.4 * 0.6 / 0.8)


def test_an_unexplained_mouth_counts_eleven_times_as_much():
    truth = torch.zeros(1, 3, 2, 2)
    warped, mouth = truth + 0.5, torch.zeros(1, 1, 2, 2)
    mouth[..., 0, 0] = 1.0
    colour = truth.clone()
    colour[..., 0, 0] = 0.7
    assert unexplained(colour, warped, truth, mouth).item() == pytest.approx(0.7 * 1.1 / 1.4)


def test_the_colour_does_not_teach_the_flow():
    warped = torch.rand(1, 3, 2, 2, requires_grad=True)
    colour = torch.rand(1, 3, 2, 2, requires_grad=True)
    opacity = torch.rand(1, 1, 2, 2, requires_grad=True)
    truth = torch.zeros(1, 3, 2, 2)
    total = unexplained(colour, warped, truth, ONES)
    total += revealed(opacity, warped, truth, ONES, NOWHERE)
    total.backward()
    assert warped.grad is None
    assert colour.grad is not None
    assert opacity.grad is not None


def test_a_warped_portrait_that_is_right_leaves_the_colour_free():
    truth = torch.rand(1, 3, 2, 2)
    assert unexplained(torch.rand(1, 3, 2, 2), truth, truth, ONES).item() == 0


def test_the_opacity_should_be_whole_where_the_flow_fails_in_the_mouth_and_nothing_where_it_works():
    truth = torch.zeros(1, 3, 2, 2)
    warped, opacity, mouth = truth.clone(), torch.zeros(1, 1, 2, 2), ONES.clone()
    warped[..., 0, 0], warped[..., 0, 1], warped[..., 1, 0] = 0.5, 0.2, 0.05
    warped[..., 1, 1], mouth[..., 1, 1] = 0.9, 0.0

    def cost(rise: torch.Tensor) -> float:
        return revealed(rise, warped, truth, mouth, NOWHERE).item()

    assert cost(opacity) == pytest.approx((1 + 0.25 + 0) / 3)
    assert cost(opacity - 1) == pytest.approx((4 + 2.25 + 1) / 3)
    opacity[..., 0, 0], opacity[..., 0, 1] = 1.0, 0.5
    assert cost(opacity) == pytest.approx(0)


def test_the_opacity_should_be_whole_between_the_lips_however_near_the_warped_portrait_comes():
    truth = torch.rand(1, 3, 2, 2)
    inside, mouth = NOWHERE.clone(), ONES.clone()
    inside[..., 0, 0] = inside[..., 1, 1] = 1.0
    mouth[..., 1, 1] = 0.0
    assert revealed(inside, truth, truth, mouth, inside).item() == 0
    assert revealed(0.4 * inside, truth, truth, mouth, inside).item() == pytest.approx(0.6**2 / 3)
