"""L_r, its weights, and the same on edges."""

import pytest
import torch

from mien.losses.reconstruction import gradients, motion_weight, reconstruction


def test_it_is_the_mean_absolute_difference():
    truth = torch.zeros(1, 3, 2, 2)
    frame = truth.clone()
    frame[0, 0, 0, 0], frame[0, 2, 1, 1] = 0.6, -1.2
    assert reconstruction(frame, truth).item() == pytest.approx(1.8 / 12)
    assert reconstruction(truth, frame).item() == pytest.approx(1.8 / 12)


def test_a_weight_says_what_counts_and_equal_weights_change_nothing():
    frame, truth = torch.rand(2, 2, 3, 4, 4)
    plain = reconstruction(frame, truth).item()
    assert reconstruction(frame, truth, torch.full((2, 1, 4, 4), 7.0)).item() == pytest.approx(
        plain
    )
    only = torch.zeros(2, 1, 4, 4)
    only[0, 0, 1, 2] = 3
    expected = (frame - truth)[0, :, 1, 2].abs().mean().item()
    assert reconstruction(frame, truth, only).item() == pytest.approx(expected)


def test_edges_are_compared_and_brightness_is_not():
    truth = torch.rand(1, 3, 5, 5)
    assert gradients(truth + 0.3, truth).item() == pytest.approx(0, abs=1e-6)
    step = torch.zeros(1, 3, 2, 4)
    step[..., 2:] = 1.0
    flat = torch.zeros(1, 3, 2, 4)
    assert gradients(step, flat).item() == pytest.approx(1 / 3)
    assert gradients(step.mT, flat.mT).item() == pytest.approx(1 / 3)
    assert gradients(step, flat, torch.ones(1, 1, 2, 4)).item() == pytest.approx(1 / 3)


def test_weight_grows_where_the_true_frame_moves_up_to_a_bound():
    portrait = torch.zeros(1, 3, 32, 32)
    truth = portrait.clone()
    truth[..., 20:28, 20:28] = 1.0
    weight = motion_weight(portrait, truth, strength=6.0)
    assert weight[0, 0, 24, 24] == 7
    assert (weight[..., :16, :16] == 1).all()
    assert (motion_weight(portrait, truth, strength=0.0) == 1).all()
