"""One side of an adversarial game: networks that learn together, and their optimiser."""

from collections.abc import Mapping
from typing import Any

from torch import nn
from torch.optim import Optimizer

from mien.methods.finite import check_finite
from mien.methods.weighing import weighed
from mien.tensors import Terms


class Side:
    """Networks and the optimiser of their weights.

    Args:
        network: all that learns on this side.
        optimizer: of the network's parameters, with the learning rates of factor 1.
    """

    def __init__(self, network: nn.Module, optimizer: Optimizer) -> None:
        self.network = network
        self.optimizer = optimizer
        self._rates = [group["lr"] for group in optimizer.param_groups]

    def set_rate(self, factor: float) -> None:
        """Set the learning rates to a factor of those of the start."""
        for group, rate in zip(self.optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor

    def descend(self, terms: Terms, weights: Mapping[str, float]) -> None:
        """Update the weights once.

        Args:
            terms: raw losses by name.
            weights: of the terms.

        Raises:
            MienError: a term is not finite; nothing is updated.
        """
        check_finite({name: term.item() for name, term in terms.items()})
        self.optimizer.zero_grad(set_to_none=True)
        weighed(terms, weights).backward()
        self.optimizer.step()

    def checkpoint(self) -> dict[str, Any]:
        """State of the networks and of the optimiser."""
        return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}

    def resume(self, state: Mapping[str, Any]) -> None:
        """Restore what `checkpoint` returned."""
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
