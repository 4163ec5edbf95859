"""Convolutions whose weights are standardised, and the plain ones that are shipped."""

import pytest
import torch
from networks import PYRAMID, pictures
from torch import nn
from torch.nn.utils import parametrize
from torch.testing import assert_close

from mien.models.generator import Generator
from mien.models.standardised import fold, standardised


def test_each_channel_has_mean_zero_and_the_gain_as_its_norm():
    weight = standardised(nn.Conv2d(5, 7, 3), gain=1.7).weight
    assert_close(weight.mean(dim=(1, 2, 3)), torch.zeros(7), atol=1e-6, rtol=0)
    norms = weight.flatten(1).norm(dim=1)
    assert norms.tolist() == pytest.approx([1.7] * 7, rel=1e-4)


def test_scale_and_offset_of_the_learnt_weight_do_not_matter():
    convolution = standardised(nn.Conv2d(5, 7, 3))
    before = convolution.weight.detach().clone()
    original = convolution.parametrizations.weight.original
    original.data = 10 * original.data + 3
    assert_close(convolution.weight, before, atol=1e-4, rtol=0)


def test_folded_networks_emit_the_same_and_have_nothing_left_to_compute():
    generator = Generator(PYRAMID)
    portrait, degrees = pictures(1), torch.tensor([[0.6, 0.2]])
    before = generator.decode(generator.mixed(generator.encode(portrait), degrees))
    fold(generator)
    after = generator.decode(generator.mixed(generator.encode(portrait), degrees))
    for name in ("flow", "shade", "opacity", "colour"):
        assert torch.equal(getattr(before, name), getattr(after, name)), name
    assert not any(parametrize.is_parametrized(part) for part in generator.modules())
