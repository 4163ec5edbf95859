"""Frames for the page: clips are drawn again, since an evaluation keeps figures only."""

import time
from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien.errors import MienError
from mien.evaluation.attempt import draw
from mien.evaluation.entrant import STILL, TRUTH, Entrant, still
from mien.evaluation.page.strip import Row, Strip
from mien.evaluation.photos import Photos
from mien.evaluation.scene import Take, take
from mien.media import data_uri
from mien.protocols import Animator

if TYPE_CHECKING:
    from mien.clips import Clip, ClipSet

COLUMNS: Final = 6
"""Frames of a strip, from degree 0 to the peak."""

SIDE: Final = 160
"""Of a frame in a strip, in pixels, or less where frames are smaller."""


class Album:
    """Draws strips, and notes how long each method takes.

    Args:
        clips: where the clips lie, or photos.
        methods: by name; the unchanged photo is added to them.
        size: side of the frames' middle, in pixels.
    """

    def __init__(
        self, clips: "ClipSet | Photos", methods: Mapping[str, Entrant], size: int
    ) -> None:
        self.clips = clips
        self.methods = {STILL: still(clips.expressions), **methods}
        self.size = size
        self._rows: dict[tuple[str, str], Row | MienError] = {}
        self._seconds: dict[str, list[float]] = {}

    def strip(self, clip: "Clip", names: tuple[str, ...]) -> Strip:
        """The true frames, and below them those of the named methods that can draw the clip."""
        able = [name for name in names if clip.expression in self.methods[name].expressions]
        shown = able if isinstance(self.clips, Photos) else [TRUTH, *able]
        missing = [name for name in shown if (name, clip.id) not in self._rows]
        if missing:
            one = take(self.clips, clip, self.size)
            for name in missing:
                self._rows[name, clip.id] = self._row(name, one)
        found = {name: self._rows[name, clip.id] for name in shown}
        rows = tuple(row for row in found.values() if isinstance(row, Row))
        failed = {name: str(why) for name, why in found.items() if isinstance(why, MienError)}
        degrees = tuple(clip.degrees[index] for index in columns(clip.degrees))
        lacking = tuple(name for name in names if name not in able)
        return Strip(clip.id, clip.person, clip.expression, degrees, rows, lacking, failed)

    def milliseconds(self, name: str) -> float | None:
        """Median over the clips drawn of a method's time for a frame; None if it drew nothing."""
        seconds = self._seconds.get(name)
        return 1000 * median(seconds) if seconds else None

    def _row(self, name: str, one: Take) -> Row | MienError:
        """A method's frames, or why it could not draw them."""
        animator = None if name == TRUTH else self.methods[name].on(one)
        try:
            frames = self._draw(name, animator, one) if animator else one.frames
        except MienError as error:
            return error
        shown = frames[columns(one.clip.degrees)]
        return Row(name, data_uri(beside(shown)))

    def _draw(self, name: str, animator: Animator, one: Take) -> NDArray[np.uint8]:
        began = time.perf_counter()
        frames = draw(animator, one.clip, np.asarray(one.frames[0]))
        self._seconds.setdefault(name, []).append((time.perf_counter() - began) / len(frames))
        return frames


def columns(degrees: tuple[float, ...]) -> list[int]:
    """Indices of frames of even degrees from 0 to the peak, each once, in the order of time."""
    peak = int(np.argmax(degrees))
    rise = np.asarray(degrees[: peak + 1])
    wanted = np.linspace(0, rise[-1], COLUMNS)
    return sorted({int(np.argmin(np.abs(rise - degree))) for degree in wanted})


def beside(frames: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Frames (n, size, size, 3) in one picture, from left to right, shrunk to `SIDE`."""
    side = min(SIDE, frames.shape[1])
    row = Image.fromarray(np.concatenate(list(frames), axis=1))
    return np.asarray(row.resize((side * len(frames), side), Image.Resampling.BOX))
