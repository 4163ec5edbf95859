"""A photo that sits for its animation: its faces encoded once, then drawn at any degrees."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from copy import copy
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mien.geometry import Frame, cut, scaled, shrunk
from mien.runtime.change import Change, change, oval_window, square_window
from mien.runtime.composer import Composer
from mien.runtime.engine import Engine, Features, mixed
from mien.schedules.schedule import checked_degrees
from mien.types import Picture, Plane


class Face:
    """One frame of a photo and what the network knows of it.

    Args:
        engine: the network.
        portrait: the frame's picture, (size, size, 3).
    """

    def __init__(self, engine: Engine, portrait: Picture) -> None:
        self._engine = engine
        scaled = portrait.transpose(2, 0, 1)[None] / np.float32(127.5) - np.float32(1)
        self._portrait: Plane = scaled.astype(np.float32)
        self._residuals: dict[str, Features] = {}

    @cached_property
    def _base(self) -> Features:
        return self._engine.encode("base", self._portrait)

    @cached_property
    def _neutral(self) -> Mapping[str, Plane] | None:
        """What the decoder emits at degree zero; None if it draws the frame itself."""
        composed = self._engine.card.output == "composed"
        return self._engine.decode(self._base) if composed else None

    def encode(self, degrees: NDArray[np.float32]) -> None:
        """Encode what degrees need, before several threads ask for it at a time.

        Args:
            degrees: (frames, expressions) in [0, 1].
        """
        if degrees.any():
            _ = self._base, self._neutral
            for name, column in zip(self._engine.card.expressions, degrees.T, strict=True):
                if column.any():
                    self._residual(name)

    def change(self, degrees: NDArray[np.float32], *, threads: int | None = None) -> Change:
        """What the degrees, one for each expression, do to the frame.

        Args:
            degrees: in [0, 1].
            threads: that work on it, if other than the engine's.
        """
        shown = [
            (float(degree), self._residual(name))
            for name, degree in zip(self._engine.card.expressions, degrees, strict=True)
            if degree
        ]
        features = mixed(self._base, shown)
        return change(self._engine.decode(features, threads=threads), self._neutral)

    @property
    def nbytes(self) -> int:
        """Bytes of the features that are known so far."""
        known = (self.__dict__.get("_base"), *self._residuals.values())
        return sum(level.nbytes for features in known if features for level in features)

    def _residual(self, expression: str) -> Features:
        if expression not in self._residuals:
            self._residuals[expression] = self._engine.encode(expression, self._portrait)
        return self._residuals[expression]


class Sitting:
    """One photo, drawn frame by frame; any frame can be asked for alone, in any order.

    With a composed bundle, degree zero is the photo itself, bit for bit, and so is at all degrees
    everything outside the frames. A bundle that draws the frame itself (`rgb`) draws it at degree
    zero too: what such a network does to a neutral face is shown as it is.

    Args:
        engine: the network.
        picture: the photo, (height, width, 3).
        frames: the faces that move.
        window: let the change fade out towards each frame's border; without it, the frames are
            changed up to their border.
        grained: give what is painted the photo's grain.
    """

    def __init__(
        self,
        engine: Engine,
        picture: Picture,
        frames: Sequence[Frame],
        *,
        window: bool = True,
        grained: bool = True,
    ) -> None:
        self._engine = engine
        self._picture = picture
        size = engine.card.frame.size
        self._faces = [Face(engine, cut(picture, frame, size)) for frame in frames]
        self._frames, self._grained = tuple(frames), grained
        self._composers = self._composed()
        self._window = _window(engine) if window else None

    @property
    def expressions(self) -> tuple[str, ...]:
        """What the degrees stand for."""
        return self._engine.card.expressions

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Where the faces that move are, in the photo's pixels."""
        return self._frames

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the sitting holds: features, and the photo as it is composed."""
        return sum(face.nbytes for face in self._faces) + sum(
            composer.nbytes for composer in self._composers
        )

    def shrunk(self, longest: int) -> "Sitting":
        """The same faces, encoded already, in a smaller picture: for quick previews.

        Args:
            longest: pixels of the picture's longer side; a smaller picture is left as it is.
        """
        small = copy(self)
        small._picture = shrunk(self._picture, longest)
        scale = max(small._picture.shape) / max(self._picture.shape)
        small._frames = tuple(scaled(frame, scale) for frame in self._frames)
        small._composers = small._composed()
        return small

    def _composed(self) -> list[Composer]:
        size, threads = self._engine.card.frame.size, self._engine.threads
        return [
            Composer(self._picture, frame, size, grained=self._grained, threads=threads)
            for frame in self._frames
        ]

    def draw(self, degrees: ArrayLike) -> Picture:
        """Draw one frame.

        Args:
            degrees: one for each expression, in [0, 1].

        Raises:
            MienError: degrees that are none.
        """
        return self._drawn(checked_degrees([degrees], self.expressions)[0])

    def clip(self, degrees: ArrayLike) -> Iterator[Picture]:
        """Draw frame after frame; one more than the engine has threads is drawn ahead at most.

        Args:
            degrees: (frames, expressions) in [0, 1].

        Raises:
            MienError: degrees that are none; at once, not at the first frame.
        """
        rows = checked_degrees(degrees, self.expressions)
        alone = any(self._overlaps(index) for index in range(len(self._faces)))
        if self._engine.threads == 1 or len(rows) == 1 or alone:
            return map(self._drawn, rows)
        return self._several(rows)

    def _several(self, rows: NDArray[np.float32]) -> Iterator[Picture]:
        """Draw several frames at a time: two cores do more on two frames than on one."""
        count = self._engine.threads
        for face in self._faces:
            face.encode(rows)
        with ThreadPoolExecutor(count) as pool:
            waiting: deque[Future[Picture]] = deque()
            for row in rows:
                # One more than are drawn, so that none waits for whoever takes the frames.
                if len(waiting) > count:
                    yield waiting.popleft().result()
                waiting.append(pool.submit(self._drawn, row, threads=1))
            while waiting:
                yield waiting.popleft().result()

    def _drawn(self, degrees: NDArray[np.float32], *, threads: int | None = None) -> Picture:
        canvas = self._picture.copy()
        if self._engine.card.output == "composed" and not degrees.any():
            return canvas
        for index, (face, composer) in enumerate(zip(self._faces, self._composers, strict=True)):
            if self._overlaps(index):
                composer.load(canvas)
            changed = face.change(degrees, threads=threads)
            composer.paste(canvas, changed if self._window is None else changed.faded(self._window))
        return canvas

    def _overlaps(self, index: int) -> bool:
        """Whether a face's surroundings were changed by one that was drawn before it."""
        source = self._composers[index].source
        earlier = (before.placement.whole for before in self._composers[:index])
        return any(not source.common(box).empty for box in earlier)


def _window(engine: Engine) -> Plane:
    card = engine.card
    if card.output == "rgb":
        return oval_window(card.frame.size, card.frame)
    return square_window(card.frame.size)
