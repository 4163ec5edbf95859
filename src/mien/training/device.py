"""Where a run computes, and in which precision."""

import os
from dataclasses import dataclass
from typing import Literal

import torch
from torch import distributed

from mien.errors import MienError

Precision = Literal["auto", "float32", "bfloat16"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A process's device, and its rank among the processes of a run.

    Attributes:
        device: where the networks live.
        precision: type of the networks' arithmetic.
        rank: 0 for the process that writes files.
        processes: how many share each batch.
    """

    device: torch.device
    precision: torch.dtype
    rank: int = 0
    processes: int = 1


def find_place(device: str = "auto", precision: Precision = "auto") -> Place:
    """The best device and the fastest precision that this machine has instructions for.

    Under `torchrun` the processes are connected; each takes its own device.

    Raises:
        MienError: the device does not exist.
    """
    rank, processes = int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))
    name = device
    if device == "auto":
        local = int(os.environ.get("LOCAL_RANK", "0"))
        name = f"cuda:{local}" if torch.cuda.is_available() else "cpu"
    try:
        found = torch.device(name)
        torch.empty(0, device=found)
    except (RuntimeError, AssertionError) as error:
        raise MienError(f"There is no device {name!r} here: {error}. Use --device cpu.") from error
    if processes > 1 and not distributed.is_initialized():
        distributed.init_process_group("nccl" if found.type == "cuda" else "gloo")
    chosen = _fast(found) if precision == "auto" else getattr(torch, precision)
    return Place(device=found, precision=chosen, rank=rank, processes=processes)


def _fast(device: torch.device) -> torch.dtype:
    """Bfloat16 where hardware computes it; emulated elsewhere, it is a hundred times slower."""
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    computed = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()
    return torch.bfloat16 if computed else torch.float32
