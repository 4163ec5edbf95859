"""A step down: raw terms are checked, weighed and handed to an optimiser."""

import math
from collections.abc import Mapping

import torch
from torch import nn
from torch.optim import Optimizer

from mien.errors import MienError
from mien.tensors import Scalar, Terms


def weighed(terms: Terms, weights: Mapping[str, float]) -> Scalar:
    """Weighted sum; a term without a weight is only logged."""
    chosen = [weights[name] * term for name, term in terms.items() if weights.get(name)]
    return torch.stack(chosen).sum()


def descend(
    optimizer: Optimizer,
    terms: Terms,
    weights: Mapping[str, float],
    *,
    longest: float = math.inf,
) -> None:
    """Move what the optimiser holds against the gradient of the weighed terms.

    Args:
        optimizer: of one side of the method.
        terms: unweighted losses by name; those without a weight must be finite, too.
        weights: by the terms' names.
        longest: a gradient of a greater L2 norm is shortened to it.

    Raises:
        MienError: a term is not finite; nothing has been moved then.
    """
    values = {name: term.item() for name, term in terms.items()}
    if broken := [name for name, value in values.items() if not math.isfinite(value)]:
        raise MienError(
            f"Training stopped: {', '.join(broken)} is not a finite number any "
            f"more (all terms: {values}). Resume from the last checkpoint with a lower rate."
        )
    optimizer.zero_grad(set_to_none=True)
    weighed(terms, weights).backward()
    if math.isfinite(longest):
        held = [part for group in optimizer.param_groups for part in group["params"]]
        nn.utils.clip_grad_norm_(held, longest)
    optimizer.step()


def set_rate(optimizer: Optimizer, rate: float) -> None:
    """Let an optimiser learn at a rate from now on."""
    for group in optimizer.param_groups:
        group["lr"] = rate
