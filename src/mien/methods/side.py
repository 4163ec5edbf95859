"""One side of an adversarial game: networks that learn together, and their optimiser."""

from collections.abc import Mapping
from typing import Any

from torch import nn
from torch.optim import Optimizer

from mien.methods.descent import descend, set_rate
from mien.tensors import Terms


class Side:
    """Networks and the optimiser of their weights.

    Args:
        network: all that learns on this side.
        optimizer: of the network's parameters, with the learning rate of factor 1.
    """

    def __init__(self, network: nn.Module, optimizer: Optimizer) -> None:
        self.network = network
        self.optimizer = optimizer
        (self._rate,) = {group["lr"] for group in optimizer.param_groups}

    def set_rate(self, factor: float) -> None:
        """Set the learning rate to a factor of that of the start."""
        set_rate(self.optimizer, self._rate * factor)

    def descend(self, terms: Terms, weights: Mapping[str, float]) -> None:
        """Update the weights once.

        Args:
            terms: raw losses by name.
            weights: of the terms.

        Raises:
            MienError: a term is not finite; nothing is updated.
        """
        descend(self.optimizer, terms, weights)

    def checkpoint(self) -> dict[str, Any]:
        """State of the networks and of the optimiser."""
        return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}

    def resume(self, state: Mapping[str, Any]) -> None:
        """Restore what `checkpoint` returned."""
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
