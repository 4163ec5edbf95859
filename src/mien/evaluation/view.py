"""A clip's frames, and what the instruments see in them; whatever is asked for is seen once."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mien.evaluation.instruments import Instruments, Look
from mien.faces import Face
from mien.metrics.recognition import CLASSES


class View:
    """True or drawn frames of one clip.

    Args:
        frames: (frames, size, size, 3).
        face: where the face is in the portrait; None if none was found.
        instruments: those at hand.
    """

    def __init__(
        self, frames: NDArray[np.uint8], face: Face | None, instruments: Instruments
    ) -> None:
        self.frames = frames
        self.face = face
        self.instruments = instruments

    @cached_property
    def landmarks(self) -> NDArray[np.float32]:
        """(frames, 68, 2) in pixels; NaN where the face was lost."""
        assert self.instruments.track is not None
        return self.instruments.track(self.frames)

    @cached_property
    def embeddings(self) -> NDArray[np.float64]:
        """(frames, n), who is shown; NaN without a face."""
        return self._looked(self.instruments.embed, 1)

    @cached_property
    def probabilities(self) -> NDArray[np.float64]:
        """(frames, 7), probabilities of the recogniser's classes; NaN without a face."""
        return self._looked(self.instruments.recognise, len(CLASSES))

    def _looked(self, look: Look | None, columns: int) -> NDArray[np.float64]:
        assert look is not None
        if self.face is None:
            return np.full((len(self.frames), columns), np.nan)
        return look(self.frames, self.face)
