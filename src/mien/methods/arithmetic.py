"""In which type networks compute."""

from contextlib import AbstractContextManager
from typing import Any

import torch


def autocast(device: torch.device, precision: torch.dtype) -> AbstractContextManager[Any]:
    """A context in which convolutions compute in bfloat16, if that is the precision."""
    return torch.autocast(device.type, torch.bfloat16, enabled=precision == torch.bfloat16)
