"""Where weights meet losses."""

from collections.abc import Mapping

import torch

from mien.tensors import Scalar, Terms


def weighed(terms: Terms, weights: Mapping[str, float]) -> Scalar:
    """Weighted sum; a term without a weight is only logged."""
    chosen = [weights[name] * term for name, term in terms.items() if weights.get(name)]
    return torch.stack(chosen).sum()
