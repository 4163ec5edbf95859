"""Equations 3 and 4, on logits."""

import math

import pytest
import torch

from mien.losses.adversarial import discriminator_loss, generator_loss


def _logit(probability: float) -> torch.Tensor:
    return torch.full((2, 1, 3, 3), math.log(probability / (1 - probability)))


@pytest.mark.parametrize(("true", "drawn"), [(0.5, 0.5), (0.9, 0.2), (0.1, 0.7)])
def test_the_discriminators_side_is_equation_3(true: float, drawn: float):
    loss = discriminator_loss(_logit(true), _logit(drawn))
    assert loss.item() == pytest.approx(-math.log(1 - drawn) - math.log(true), rel=1e-5)


def test_the_generators_side_does_not_saturate_where_it_is_found_out():
    assert generator_loss(_logit(0.2)).item() == pytest.approx(-math.log(0.2), rel=1e-5)
    found_out = torch.full((1, 1, 1, 1), -20.0, requires_grad=True)
    generator_loss(found_out).backward()
    assert found_out.grad.item() == pytest.approx(-1)


def test_the_two_sides_pull_in_opposite_directions():
    logits = torch.zeros(1, 1, 2, 2, requires_grad=True)
    (mine,) = torch.autograd.grad(generator_loss(logits), logits)
    (theirs,) = torch.autograd.grad(discriminator_loss(torch.zeros(1, 1, 2, 2), logits), logits)
    assert (mine < 0).all()
    assert (theirs > 0).all()


def test_logits_of_any_size_give_finite_losses():
    extreme = torch.tensor([[[[-1e4, 1e4]]]])
    assert discriminator_loss(extreme, extreme).isfinite()
    assert generator_loss(extreme).isfinite()
