"""The Wasserstein game with a gradient penalty (Gulrajani et al. 2017, WGAN-GP)."""

from collections.abc import Callable

import torch
from torch import autograd

from mien.tensors import Logits, Pictures, Scalar

Critic = Callable[[Pictures], Logits]
"""Scores of a picture's patches; a picture's score is their mean."""


def critic_loss(true: Logits, drawn: Logits) -> Scalar:
    """E[D(drawn)] - E[D(true)]: the critic's side without its penalty (their Equation 3)."""
    return drawn.mean() - true.mean()


def adversary_loss(drawn: Logits) -> Scalar:
    """-E[D(drawn)]: the generator's side."""
    return -drawn.mean()


def gradient_penalty(critic: Critic, true: Pictures, drawn: Pictures) -> Scalar:
    """E[(|grad D(x)| - 1)^2] on pictures x between true and drawn ones (their Equation 3).

    x = u * true + (1 - u) * drawn with u uniform in [0, 1], one for each pair, from PyTorch's own
    randomness. D(x) is the mean over the picture's patches, as in the loss beside it; the norm is
    over all pixels and colours.

    Args:
        critic: judges each picture by itself; the penalty's gradient goes to its weights.
        true: (n, 3, height, width).
        drawn: like `true`; neither gets a gradient.
    """
    share = torch.rand(len(true), 1, 1, 1, device=true.device)
    between = (share * true + (1 - share) * drawn).detach().requires_grad_()
    scores = critic(between).flatten(1).mean(dim=1)
    (gradient,) = autograd.grad(scores.sum(), between, create_graph=True)
    norm = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return (norm - 1).square().mean()
