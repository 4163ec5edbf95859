"""What a method's package says of itself, without PyTorch being imported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mien.config import Recipe
from mien.protocols import Animator, Trainee

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """Where a method computes.

    Attributes:
        device: where the networks live.
        precision: type of the networks' arithmetic.
        distributed: whether other processes work on the other parts of each batch.
    """

    device: "torch.device"
    precision: "torch.dtype"
    distributed: bool = False


@dataclass(frozen=True, kw_only=True)
class Method:
    """A method that learns.

    Attributes:
        name: as its settings' `method` says.
        config: class of its settings, a dataclass that is a `mien.config.MethodConfig`.
        recipes: functions that return its recipes, by name.
        trainee: makes what learns, from the settings.
        animator: makes what draws, from the settings and a trainee's checkpoint, on a device.
    """

    name: str
    config: type[Any]
    recipes: Mapping[str, Callable[[], Recipe]]
    trainee: Callable[[Any, Workplace], Trainee]
    animator: Callable[[Any, Mapping[str, Any], "torch.device"], Animator]
