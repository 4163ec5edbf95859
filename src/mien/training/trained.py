"""What a run has learnt so far, ready to draw."""

from typing import Any

import torch

from mien.errors import MienError
from mien.methods.registry import find_method
from mien.protocols import Animator
from mien.training.run import Run


def best_state(run: Run) -> dict[str, Any]:
    """The best checkpoint of a run by validation, or else the last.

    Raises:
        MienError: the run has no checkpoint yet.
    """
    state = run.load("best") or run.load("last")
    if state is None:
        raise MienError(
            f"{run.folder} has no checkpoint yet: let `mien train` run a little longer."
        )
    return state


def animator_of(run: Run, device: torch.device | None = None) -> Animator:
    """An animator with a run's best weights, in PyTorch.

    Args:
        run: of any method.
        device: where it shall draw; the CPU by default.

    Raises:
        MienError: as `best_state`, or there is no run.
    """
    config = run.recipe().method
    state = best_state(run)["trainee"]
    return find_method(config.method).animator(config, state, device or torch.device("cpu"))
