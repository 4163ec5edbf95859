"""The instruments that evaluation may use; those that are missing leave their figures empty."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mien.metrics.shift_tolerant import ShiftTolerant

Track: TypeAlias = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""Landmarks of a clip, (frames, height, width, 3) to (frames, 68, 2); NaN where none are found."""

_AT_ONCE = {"cpu": 1, "cuda": 16}
"""Pictures in one forward pass; a processor is fastest with one, which stays in its cache."""


@dataclass(frozen=True, kw_only=True)
class Instruments:
    """What is measured beside SSIM.

    Attributes:
        network: of ST-LPIPS, on its device.
        track: finds the landmarks, in the true and in the drawn frames alike.
        step: ST-LPIPS looks at every so many-th frame, counted back from the last.
    """

    network: ShiftTolerant | None = None
    track: Track | None = None
    step: int = 1


class Yardstick:
    """ST-LPIPS distances to the same true frames, whose activations are computed once.

    Args:
        network: on the device where distances are computed.
        truth: (frames, height, width, 3) uint8.
    """

    def __init__(self, network: ShiftTolerant, truth: NDArray[np.uint8]) -> None:
        self.network = network
        self.features = [self._features(part) for part in self._parts(truth)]

    def distances(self, frames: NDArray[np.uint8]) -> NDArray[np.float64]:
        """(frames,), the distance of each frame to its true one."""
        # Equal frames, as the unchanged photo's, cost one forward pass.
        same = bool((frames == frames[:1]).all())
        parts = self._parts(frames[:1]) * len(self.features) if same else self._parts(frames)
        once = self._features(parts[0]) if same else None
        found = [
            self.network.distance(once or self._features(part), wanted)
            for part, wanted in zip(parts, self.features, strict=True)
        ]
        return torch.cat(found).double().cpu().numpy()

    @property
    def _device(self) -> torch.device:
        return next(self.network.buffers()).device

    def _parts(self, frames: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
        size = _AT_ONCE.get(self._device.type, 1)
        return [frames[start : start + size] for start in range(0, len(frames), size)]

    @torch.inference_mode()
    def _features(self, frames: NDArray[np.uint8]) -> list[Tensor]:
        pictures = torch.from_numpy(np.ascontiguousarray(frames)).to(self._device)
        values = pictures.movedim(-1, 1).float() / 127.5 - 1
        features: list[Tensor] = self.network(values.to(memory_format=torch.channels_last))
        return features
