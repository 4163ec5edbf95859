"""A composed frame is the portrait, moved, and covered where something new appears."""

import numpy as np
import pytest
import torch
from networks import SIZE, pictures
from torch.testing import assert_close

from mien.models.composition import Emitted, compose, warp


def _emitted(
    flow: float = 0.0, shade: float = 0.0, opacity: float = 0.0, colour: float = 0.0
) -> Emitted:
    return Emitted(
        flow=torch.full((1, 2, 16, 16), flow),
        shade=torch.full((1, 1, SIZE, SIZE), shade),
        opacity=torch.full((1, 1, SIZE, SIZE), opacity),
        colour=torch.full((1, 3, SIZE, SIZE), colour),
    )


def _levels(picture: torch.Tensor) -> np.ndarray:
    return ((picture + 1) * 127.5).round().byte().numpy()


def test_at_degree_zero_the_frame_is_the_portrait_whatever_is_emitted():
    portrait = torch.randint(0, 256, (1, 3, SIZE, SIZE)) / 127.5 - 1
    emitted = Emitted(
        flow=torch.randn(1, 2, 16, 16),
        shade=torch.randn(1, 1, SIZE, SIZE),
        opacity=torch.randn(1, 1, SIZE, SIZE),
        colour=torch.rand(1, 3, SIZE, SIZE),
    )
    composition = compose(portrait, emitted, emitted)
    assert (_levels(composition.frame) == _levels(portrait)).all()
    assert_close(composition.frame, portrait, atol=2e-5, rtol=0)
    assert not composition.flow.any()
    assert not composition.shade.any()
    assert not composition.opacity.any()


@pytest.mark.parametrize(("pixels", "axis"), [(1, 0), (-2, 0), (3, 1), (-1, 1)])
def test_a_flow_of_whole_pixels_is_a_roll(pixels: int, axis: int):
    portrait = pictures(1)
    flow = torch.zeros(1, 2, SIZE, SIZE)
    flow[:, axis] = pixels / SIZE
    rolled = torch.from_numpy(np.roll(portrait.numpy(), -pixels, axis=3 - axis))
    inside = (..., slice(4, -4), slice(4, -4))
    assert_close(warp(portrait, flow)[inside], rolled[inside], atol=1e-5, rtol=0)


def test_beyond_its_border_the_portrait_goes_on_as_it_ends():
    portrait = pictures(1)
    flow = torch.zeros(1, 2, 8, 8)
    flow[:, 0] = 2.0
    last = portrait[..., -1:].expand_as(portrait)
    assert_close(warp(portrait, flow), last, atol=1e-5, rtol=0)


def test_the_equation_holds_for_a_value_by_hand():
    portrait = torch.full((1, 3, SIZE, SIZE), 0.5)
    emitted = _emitted(shade=0.9, opacity=1.1, colour=0.1)
    frame = compose(portrait, emitted, _emitted(shade=0.2, opacity=0.3))
    opacity, shade = np.tanh(0.8), 0.5 * np.tanh(0.7)
    # A brightness of .75 in [0, 1] is .5 in [-1, 1].
    shaded = 2 * 0.75 * (1 + shade) - 1
    expected = (1 - opacity) * shaded + opacity * (2 * 0.1 - 1)
    assert frame.frame.numpy() == pytest.approx(expected, abs=1e-6)


def test_an_opacity_that_falls_lets_the_portrait_through():
    portrait = torch.full((1, 3, SIZE, SIZE), 0.5)
    composition = compose(portrait, _emitted(opacity=-0.5, colour=0.1), _emitted(opacity=0.3))
    assert_close(composition.frame, portrait)
    assert composition.rise.max().item() == pytest.approx(np.tanh(-0.8))


def test_only_the_change_of_the_flow_moves_the_portrait():
    portrait = pictures(1)
    composition = compose(portrait, _emitted(flow=0.7 + 1 / SIZE), _emitted(flow=0.7))
    inside = (..., slice(4, -4), slice(4, -4))
    rolled = torch.roll(portrait, (-1, -1), dims=(-2, -1))
    assert_close(composition.frame[inside], rolled[inside], atol=1e-4, rtol=0)


def test_gradients_reach_flow_shade_opacity_and_colour_but_not_the_neutral_colour():
    parts = {"flow": (2, 16), "shade": (1, SIZE), "opacity": (1, SIZE), "colour": (3, SIZE)}
    emitted, neutral = (
        Emitted(
            **{
                name: torch.rand(1, channels, side, side).requires_grad_()
                for name, (channels, side) in parts.items()
            }
        )
        for _ in range(2)
    )
    compose(pictures(1), emitted, neutral).frame.square().sum().backward()
    assert all(getattr(emitted, name).grad.any() for name in parts)
    assert neutral.flow.grad.any()
    assert neutral.shade.grad.any()
    assert neutral.colour.grad is None
