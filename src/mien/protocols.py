"""The two roles a method plays: it is trained, and it animates."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from mien.types import Picture

if TYPE_CHECKING:
    from mien.config import Stage
    from mien.tensors import Batch, Pictures


@runtime_checkable
class Trainee(Protocol):
    """All that the training loop knows of a method, ours or a baseline."""

    def step(self, batch: "Batch", stage: "Stage", rate: float) -> dict[str, float]:
        """Learn from one batch; return every unweighted loss term that was computed.

        Args:
            batch: on the trainee's device.
            stage: the stretch of training that the batch belongs to.
            rate: factor on the learning rates.
        """

    def draw(self, batch: "Batch") -> "Pictures":
        """The batch's frames as the shipped model would draw them, without learning."""

    def checkpoint(self) -> dict[str, Any]:
        """Everything that a resumed run needs, as tensors, numbers, strings and containers."""

    def resume(self, state: Mapping[str, Any]) -> None:
        """Go on from a checkpoint as if nothing had happened."""


@runtime_checkable
class Animator(Protocol):
    """All that evaluation, the study and the studio know of a method."""

    expressions: tuple[str, ...]

    def frames(self, portrait: Picture, degrees: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Draw a portrait that is framed already.

        Args:
            portrait: (size, size, 3).
            degrees: (frames, expressions) in [0, 1].

        Returns:
            (frames, size, size, 3).

        Raises:
            MienError: a row mixes expressions, of a method that cannot.
        """
