"""The oracle `morph` as an entrant: an animator for each clip, which is given the clip's peak."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import numpy as np
from numpy.typing import NDArray

from mien.bundle import sha256
from mien.evaluation.entrant import MORPH, Entrant
from mien.methods.morph import Morph, animator
from mien.methods.morph.animator import End
from mien.protocols import Animator
from mien.types import Picture

if TYPE_CHECKING:
    from mien.evaluation.scene import Take


class Oracle(Entrant):
    """An entrant that is told the truth of every clip it draws."""

    def on(self, take: "Take") -> Animator:
        """A dissolve of this clip alone."""
        return PeakMorph(take)


class PeakMorph:
    """`Morph` between a clip's first frame and its frame of the greatest degree.

    The greatest degree of a clip may lie below 1, while `Morph` takes its second end for degree 1:
    degrees are divided by the clip's greatest.

    Args:
        take: the clip, with its true frames and landmarks.
    """

    def __init__(self, take: "Take") -> None:
        peak = int(np.argmax(take.clip.degrees))
        self.expressions: tuple[str, ...] = (take.clip.expression,)
        self._greatest = np.float32(take.clip.degrees[peak])
        first, last = (
            End(np.asarray(take.frames[index]), take.landmarks[index]) for index in (0, peak)
        )
        self._morph = Morph(first, last, take.clip.expression)

    def frames(self, portrait: Picture, degrees: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Frames on the way from the clip's portrait to its peak, beyond which nothing is known.

        Args:
            portrait: the clip's own, (size, size, 3).
            degrees: (frames, 1) between 0 and the clip's greatest degree.

        Returns:
            (frames, size, size, 3).
        """
        assert degrees.max() <= self._greatest, (degrees.max(), self._greatest)
        return self._morph.frames(portrait, degrees / self._greatest)


def morph(expressions: tuple[str, ...]) -> Oracle:
    """The oracle that is given the peak.

    Args:
        expressions: of the clips; it has learnt none and draws all.
    """
    return Oracle(digest=_digest(), expressions=expressions, open=_nothing, parameters=0, minutes=0)


@cache
def _digest() -> str:
    """Names the code that draws: it has learnt nothing."""
    sources = (Path(__file__), Path(str(animator.__file__)))
    return f"{MORPH} {sha256(b''.join(path.read_bytes() for path in sources))}"


def _nothing() -> NoReturn:
    raise AssertionError("an oracle draws clips only")
