"""The instruments that evaluation may use; those that are missing leave their figures empty."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mien.faces import Face, find_faces
from mien.metrics.shift_tolerant import ShiftTolerant
from mien.types import Picture

Instrument = Literal["network", "track", "embed", "recognise"]
"""Names of those that may be missing: fields of `Instruments`."""

Track: TypeAlias = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""Landmarks of a clip, (frames, height, width, 3) to (frames, 68, 2); NaN where none are found."""

Look: TypeAlias = Callable[[NDArray[np.uint8], Face], NDArray[np.float64]]
"""A row of numbers for each frame, (frames, height, width, 3) to (frames, n), of the face in it."""

_AT_ONCE = {"cpu": 1, "cuda": 16}
"""Pictures in one forward pass; a processor is fastest with one, which stays in its cache."""


def largest_face(picture: Picture) -> Face | None:
    """Where the largest face of a picture is; None if there is none."""
    return next(iter(find_faces(picture)), None)


@dataclass(frozen=True, kw_only=True)
class Instruments:
    """What clips are looked at with. Instruments are copied to every process that measures.

    Attributes:
        network: of ST-LPIPS, on its device.
        track: finds the landmarks, in the true and in the drawn frames alike.
        embed: says who is shown: rows of length 1.
        recognise: says what is shown: probabilities of `mien.metrics.recognition.CLASSES`.
        find: where the face is that the last two look at, in the portrait.
        missing: why those are not at hand that were asked for: what to install.
        step: ST-LPIPS looks at every so many-th frame, counted back from the last.
    """

    network: ShiftTolerant | None = None
    track: Track | None = None
    embed: Look | None = None
    recognise: Look | None = None
    find: Callable[[Picture], Face | None] = largest_face
    missing: Mapping[Instrument, str] = field(default_factory=dict)
    step: int = 1

    @property
    def names(self) -> tuple[Instrument, ...]:
        """Names of those at hand."""
        return tuple(name for name in get_args(Instrument) if self.has(name))

    def has(self, name: Instrument | None) -> bool:
        """Whether an instrument is at hand; none is needed for None."""
        return name is None or getattr(self, name) is not None


class Yardstick:
    """ST-LPIPS distances to the same true frames, whose activations are computed once.

    Args:
        network: on the device where distances are computed.
        truth: (frames, height, width, 3) uint8.
    """

    def __init__(self, network: ShiftTolerant, truth: NDArray[np.uint8]) -> None:
        self.network = network
        self.truth = truth
        self.features = [features(network, part) for part in self._parts(truth)]

    def distances(self, frames: NDArray[np.uint8]) -> NDArray[np.float64]:
        """(frames,), the distance of each frame to its true one."""
        if np.array_equal(frames, self.truth):
            return np.zeros(len(frames))
        # Equal frames, as the unchanged photo's, cost one forward pass.
        same = bool((frames == frames[:1]).all())
        parts = self._parts(frames[:1]) * len(self.features) if same else self._parts(frames)
        once = features(self.network, parts[0]) if same else None
        found = [
            self.network.distance(once or features(self.network, part), wanted)
            for part, wanted in zip(parts, self.features, strict=True)
        ]
        return torch.cat(found).double().cpu().numpy()

    def _parts(self, frames: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
        size = _AT_ONCE.get(_device(self.network).type, 1)
        return [frames[start : start + size] for start in range(0, len(frames), size)]


@torch.inference_mode()
def features(network: ShiftTolerant, frames: NDArray[np.uint8]) -> list[Tensor]:
    """ST-LPIPS's activations on some frames, (frames, height, width, 3), shallow first."""
    pictures = torch.from_numpy(np.array(frames)).to(_device(network))
    values = pictures.movedim(-1, 1).float() / 127.5 - 1
    found: list[Tensor] = network(values.to(memory_format=torch.channels_last))
    return found


def pooled(network: ShiftTolerant, frame: Picture) -> NDArray[np.float64]:
    """The deepest activations of a frame, (channels,), averaged over positions."""
    deepest = features(network, frame[None])[-1]
    return np.asarray(deepest.mean(dim=(2, 3))[0].double().cpu().numpy())


def _device(network: ShiftTolerant) -> torch.device:
    return next(network.buffers()).device
