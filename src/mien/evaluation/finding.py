"""The instruments that are installed, and why others are not at hand."""

from collections.abc import Callable, Collection
from typing import TypeVar

import torch

from mien.errors import MienError
from mien.evaluation.instruments import Instrument, Instruments
from mien.evaluation.tracking import track
from mien.metrics.identity import Embedder
from mien.metrics.recognition import Recogniser
from mien.metrics.shift_tolerant import ShiftTolerant

_Found = TypeVar("_Found")


def find_instruments(left_out: Collection[Instrument] = (), *, step: int = 1) -> Instruments:
    """All instruments whose weights are installed.

    Args:
        left_out: those that are not asked for.
        step: ST-LPIPS looks at every so many-th frame.

    Returns:
        The instruments; `missing` says of which the weights are not installed, and which command
        installs them.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    missing: dict[Instrument, str] = {}

    def found(name: Instrument, find: Callable[[], _Found]) -> _Found | None:
        if name in left_out:
            return None
        try:
            return find()
        except MienError as error:
            missing[name] = str(error)
            return None

    return Instruments(
        network=found("network", lambda: ShiftTolerant.find().to(device)),
        track=found("track", lambda: track),
        embed=found("embed", lambda: Embedder.find().embeddings),
        recognise=found("recognise", lambda: Recogniser.find().probabilities),
        missing=missing,
        step=step,
    )
