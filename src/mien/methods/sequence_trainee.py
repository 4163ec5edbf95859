"""What methods have in common that learn a sequence of frames, with networks per expression."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, runtime_checkable

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from mien.methods.arithmetic import autocast
from mien.methods.method import Workplace
from mien.methods.sequence import OwnDegrees, batch_at_degrees, by_expression
from mien.methods.single_process import require_single_process
from mien.tensors import Batch, Pictures, Scalar, Sequences, Terms


@runtime_checkable
class SequenceConfig(Protocol):
    """What the settings of such a method say.

    Attributes:
        method: its name.
        expressions: what it learns.
        frames: of a sequence, beside the portrait.
    """

    @property
    def method(self) -> str: ...  # noqa: D102
    @property
    def expressions(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def frames(self) -> int: ...  # noqa: D102


class SequenceTrainee(ABC):
    """Networks for each expression, which share nothing, and the degrees of their frames.

    Args:
        config: of the method.
        place: where everything lives.
        network: makes the networks of one expression.

    Raises:
        MienError: the place is shared among processes.
    """

    def __init__(
        self, config: SequenceConfig, place: Workplace, network: Callable[[], nn.Module]
    ) -> None:
        require_single_process(place, config.method)
        self.expressions = config.expressions
        self.frames = config.frames
        self.place = place
        networks = nn.ModuleDict({name: network() for name in config.expressions})
        self.networks = networks.to(place.device)
        self.own = OwnDegrees(len(config.expressions), config.frames).to(place.device)
        self.optimizers: dict[str, Optimizer] = {}

    @abstractmethod
    def sequences(self, expression: str, clips: Batch) -> Sequences:
        """What an expression's networks draw of some portraits, (clips, frames, 3, ...)."""

    @torch.no_grad()
    def draw(self, batch: Batch) -> Pictures:
        """The batch's frames: of each clip's sequence those whose own degrees are nearest."""
        drawn = batch.portrait.new_empty(
            (len(batch.portrait), self.frames, *batch.portrait.shape[1:])
        )
        for expression, rows, clips in by_expression(batch):
            drawn[rows] = self.sequences(self.expressions[expression], clips).float()
        return batch_at_degrees(batch, drawn, self.own)

    def checkpoint(self) -> dict[str, Any]:
        """State of the networks, the frames' degrees and the optimisers."""
        return {name: part.state_dict() for name, part in self._parts()}

    def resume(self, state: Mapping[str, Any]) -> None:
        """Restore what `checkpoint` returned."""
        for name, part in self._parts():
            part.load_state_dict(state[name])

    def autocast(self) -> AbstractContextManager[Any]:
        """Compute in the type that the place asks for."""
        return autocast(self.place.device, self.place.precision)

    def gathered(self, batch: Batch, terms: Callable[[str, Batch], Terms]) -> Terms:
        """Terms of a batch: the mean over its clips of those that each expression gives.

        Args:
            batch: of any expressions.
            terms: of an expression's clips.
        """
        gathered: dict[str, list[Scalar]] = {}
        for expression, _, clips in by_expression(batch):
            share = len(clips.portrait) / len(batch.portrait)
            for name, term in terms(self.expressions[expression], clips).items():
                gathered.setdefault(name, []).append(share * term)
        return {name: _sum(parts) for name, parts in gathered.items()}

    def _parts(self) -> Iterator[tuple[str, nn.Module | Optimizer]]:
        yield "networks", self.networks
        yield "own", self.own
        for name, optimizer in self.optimizers.items():
            yield f"{name}_optimizer", optimizer


def _sum(parts: list[Tensor]) -> Scalar:
    return torch.stack(parts).sum()
