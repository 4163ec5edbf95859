"""The true side of a clip, prepared once for all methods."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mien.evaluation.instruments import Instruments, Yardstick
from mien.metrics.regions import mouth_region, rectangle
from mien.metrics.shift_tolerant import LEAST
from mien.types import Picture

if TYPE_CHECKING:
    from mien.clips import Clip, ClipSet


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A clip's middle, and what its truth looks like to the instruments.

    Attributes:
        clip: what is shown.
        truth: (frames, size, size, 3), the first is the portrait.
        moved: indices of the frames of degree above 0.
        looked_at: those of them that ST-LPIPS looks at, the last included.
        regions: (frames, size, size), the mouth.
        window: rows and columns of the rectangle round all the clip's mouths; None if the mouth
            lies outside.
        tracked: (frames, 68, 2), landmarks found in the truth; None without a tracker.
        whole: distances to the true frames looked at; None without a network.
        mouth: the same for the rectangle.
    """

    clip: "Clip"
    truth: NDArray[np.uint8]
    moved: NDArray[np.int64]
    looked_at: NDArray[np.int64]
    regions: NDArray[np.bool_]
    window: tuple[slice, slice] | None
    tracked: NDArray[np.float32] | None
    whole: Yardstick | None
    mouth: Yardstick | None

    @property
    def portrait(self) -> Picture:
        """The neutral frame that methods are shown."""
        return np.asarray(self.truth[0])


def scene(clips: "ClipSet", clip: "Clip", size: int, instruments: Instruments) -> Scene:
    """Read a clip, cut out its middle and look at it with every instrument.

    Args:
        clips: where the clip lies.
        clip: at least one of its degrees is above 0.
        size: side of the middle square in pixels, at most the clip set's own.
        instruments: those at hand.
    """
    offset = (clips.size - size) // 2
    middle = slice(offset, offset + size)
    truth = np.ascontiguousarray(clips.frames(clip)[:, middle, middle])
    landmarks = clips.landmarks(clip) - offset
    moved = np.flatnonzero(np.asarray(clip.degrees) > 0)
    looked_at = moved[::-1][:: instruments.step][::-1]
    regions = np.stack([mouth_region(points, landmarks[0], size) for points in landmarks])
    window = rectangle(np.logical_or.reduce(regions), LEAST) if regions.any() else None
    network, track = instruments.network, instruments.track
    return Scene(
        clip=clip,
        truth=truth,
        moved=moved,
        looked_at=looked_at,
        regions=regions,
        window=window,
        tracked=track(truth) if track else None,
        whole=Yardstick(network, truth[looked_at]) if network else None,
        mouth=Yardstick(network, truth[looked_at][:, *window]) if network and window else None,
    )
