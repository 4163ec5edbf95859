"""The Wasserstein game against closed forms."""

import pytest
import torch

from mien.losses.wasserstein import adversary_loss, critic_loss, gradient_penalty


def _pictures() -> torch.Tensor:
    return torch.rand(3, 3, 4, 4) * 2 - 1


@pytest.mark.parametrize("patches", [1, 4])
def test_the_penalty_of_a_linear_critic_is_how_far_its_slope_is_from_one(patches: int):
    slope = torch.randn(3, 4, 4)

    def critic(pictures: torch.Tensor) -> torch.Tensor:
        scores = (pictures * slope).sum(dim=(1, 2, 3))
        return scores[:, None, None, None].expand(-1, 1, patches, 1)

    expected = (slope.norm() - 1) ** 2
    penalty = gradient_penalty(critic, _pictures(), _pictures())
    assert penalty.item() == pytest.approx(expected.item(), rel=1e-5)


def test_the_penalty_is_taken_where_true_and_drawn_pictures_mix_each_pair_by_its_own_share():
    true, drawn, seen = _pictures(), _pictures(), []

    def critic(pictures: torch.Tensor) -> torch.Tensor:
        seen.append(pictures.detach())
        return pictures.square().sum(dim=(1, 2, 3))[:, None, None, None] / 2

    penalty = gradient_penalty(critic, true, drawn)
    (between,) = seen
    shares = ((between - drawn) / (true - drawn)).flatten(1)
    assert torch.allclose(shares, shares.mean(dim=1, keepdim=True), atol=1e-3)
    assert len(shares.mean(dim=1).unique()) == 3
    assert ((shares > -1e-3) & (shares < 1 + 1e-3)).all()
    # The slope of |x|^2 / 2 is x.
    assert penalty.item() == pytest.approx(
        ((between.flatten(1).norm(dim=1) - 1) ** 2).mean().item(), rel=1e-5
    )


def test_the_penalty_teaches_the_critic_alone():
    weight = torch.full((3, 4, 4), 2.0, requires_grad=True)
    true, drawn = _pictures().requires_grad_(), _pictures().requires_grad_()
    gradient_penalty(
        lambda pictures: (pictures * weight).sum(dim=(1, 2, 3))[:, None, None, None], true, drawn
    ).backward()
    norm = 2 * 48**0.5
    assert torch.allclose(weight.grad, torch.full_like(weight, 2 * (norm - 1) * 2 / norm))
    assert true.grad is None
    assert drawn.grad is None


def test_the_two_sides_pull_scores_of_drawn_pictures_apart():
    true, drawn = torch.full((2, 1, 2, 2), 3.0), torch.full((2, 1, 2, 2), 1.0)
    assert critic_loss(true, drawn).item() == -2
    assert adversary_loss(drawn).item() == -1
