"""The true side of a clip, prepared once for all methods."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mien.evaluation.instruments import Instruments, Yardstick
from mien.evaluation.view import View
from mien.metrics.regions import face_region, mouth_region, rectangle
from mien.metrics.shift_tolerant import LEAST
from mien.types import Picture

if TYPE_CHECKING:
    from mien.clips import Clip, ClipSet
    from mien.evaluation.photos import Photos


@dataclass(frozen=True, kw_only=True)
class Take:
    """A clip's middle as it lies on the disk.

    Attributes:
        clip: what is shown.
        frames: (frames, size, size, 3), the first is the portrait, and of a photo the only one.
        landmarks: (frames, 68, 2), the clip set's own, in pixels of the middle.
    """

    clip: "Clip"
    frames: NDArray[np.uint8]
    landmarks: NDArray[np.float32]

    @property
    def known(self) -> bool:
        """Whether the true frames are there; of a photo the portrait is."""
        return len(self.frames) == len(self.clip.degrees)

    @property
    def digest(self) -> str:
        """SHA-256 of everything that a figure of this clip depends on."""
        clip = self.clip
        told = repr((clip.id, clip.person, clip.expression, clip.degrees, self.frames.shape))
        found = hashlib.sha256(told.encode())
        found.update(np.ascontiguousarray(self.frames).tobytes())
        found.update(np.ascontiguousarray(self.landmarks).tobytes())
        return found.hexdigest()


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A clip's middle, and what its truth looks like to the instruments.

    Attributes:
        clip: what is shown.
        known: whether the true frames are there.
        true: the true frames, the first is the portrait; without them the portrait alone.
        moved: indices of the frames of degree above 0.
        looked_at: those of them that ST-LPIPS looks at, the last included.
        regions: (frames, size, size), the mouth.
        outside: (size, size), where there is no face in any frame.
        window: rows and columns of the rectangle round all the clip's mouths; None if the mouth
            lies outside.
        whole: distances to the true frames looked at; None without a network.
        mouth: the same for the rectangle.
    """

    clip: "Clip"
    known: bool
    true: View
    moved: NDArray[np.int64]
    looked_at: NDArray[np.int64]
    regions: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    window: tuple[slice, slice] | None
    whole: Yardstick | None
    mouth: Yardstick | None

    @property
    def truth(self) -> NDArray[np.uint8]:
        """(frames, size, size, 3)."""
        return self.true.frames

    @property
    def portrait(self) -> Picture:
        """The neutral frame that methods are shown."""
        return np.asarray(self.truth[0])

    @property
    def peak(self) -> int:
        """Index of the frame of the greatest degree, the first of several."""
        return int(np.argmax(self.clip.degrees))


def take(clips: "ClipSet | Photos", clip: "Clip", size: int) -> Take:
    """Read a clip and cut out its middle.

    Args:
        clips: where the clip lies, or photos.
        clip: at least one of its degrees is above 0.
        size: side of the middle square in pixels, at most the clip set's own.
    """
    offset = (clips.size - size) // 2
    middle = slice(offset, offset + size)
    frames = np.ascontiguousarray(clips.frames(clip)[:, middle, middle])
    return Take(clip=clip, frames=frames, landmarks=clips.landmarks(clip) - np.float32(offset))


def scene(take: Take, instruments: Instruments) -> Scene:
    """Look at a clip with every instrument.

    Args:
        take: the clip.
        instruments: those at hand.
    """
    truth, landmarks, size = take.frames, take.landmarks, take.frames.shape[1]
    moved = np.flatnonzero(np.asarray(take.clip.degrees) > 0)
    looked_at = moved[::-1][:: instruments.step][::-1]
    regions = np.stack([mouth_region(points, landmarks[0], size) for points in landmarks])
    window = rectangle(np.logical_or.reduce(regions), LEAST) if regions.any() else None
    looks = instruments.has("embed") or instruments.has("recognise")
    face = instruments.find(np.asarray(truth[0])) if looks else None
    network = instruments.network if take.known else None
    return Scene(
        clip=take.clip,
        known=take.known,
        true=View(truth, face, instruments),
        moved=moved,
        looked_at=looked_at,
        regions=regions,
        outside=~face_region(landmarks, size),
        window=window,
        whole=Yardstick(network, truth[looked_at]) if network else None,
        mouth=Yardstick(network, truth[looked_at][:, *window]) if network and window else None,
    )
