"""A photo that a session holds, and its faces as each bundle sees them, encoded once."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from mien.media import Photo
from mien.runtime import Animator, Sitting
from mien.runtime.amounts import Calibration
from mien.runtime.calibration import calibrate, face_of
from mien.runtime.subject import Whom
from mien.types import Picture

if TYPE_CHECKING:
    from mien.faces import Face

PREVIEW = 512
"""Longest side of the pictures that follow a slider, in pixels."""

_SEATS = 3
"""Choices of a bundle and a face that stay encoded for one photo."""


@dataclass
class Seat:
    """A photo as one bundle sees it, at its own size and small.

    Attributes:
        whole: at the photo's resolution.
        small: at most `PREVIEW` pixels a side; the same features.
    """

    whole: Sitting
    small: Sitting
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def draw(self, degrees: ArrayLike, *, small: bool) -> Picture:
        """Draw one frame; faces that overlap share a canvas, hence one frame at a time."""
        with self._lock:
            return (self.small if small else self.whole).draw(degrees)

    @property
    def nbytes(self) -> int:
        """Bytes of features and pictures; the features are counted twice."""
        return self.whole.nbytes + self.small.nbytes


class Portrait:
    """A photo and its faces.

    Args:
        photo: the photo.
        faces: what was found in it, the largest first.
    """

    def __init__(self, photo: Photo, faces: "list[Face]") -> None:
        self.photo = photo
        self.faces = faces
        self._seats: OrderedDict[tuple[str, Whom], Seat] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        """Bytes of the picture and of everything that was encoded."""
        return self.photo.picture.nbytes + sum(seat.nbytes for seat in list(self._seats.values()))

    def seat(self, bundle: str, animator: Animator, whom: Whom) -> Seat:
        """The photo as a bundle sees it, encoded unless that was done before.

        Args:
            bundle: its name.
            animator: the bundle at work.
            whom: which face moves.

        Raises:
            MienError: no such face.
        """
        key = (bundle, whom)
        with self._lock:
            if key not in self._seats:
                whole = animator.sit_as(self.photo, whom)
                self._seats[key] = Seat(whole, whole.shrunk(PREVIEW))
            self._seats.move_to_end(key)
            while len(self._seats) > _SEATS:
                self._seats.popitem(last=False)
            return self._seats[key]

    def calibrations(
        self, seat: Seat, whom: Whom, amounts: Mapping[str, float]
    ) -> tuple[Calibration, ...]:
        """What each expression does to the face that moves.

        Args:
            seat: the photo as a bundle sees that face.
            whom: which it is.
            amounts: in the place of the known ones.

        Raises:
            MienError: as `mien.runtime.calibration.calibrate`.
        """
        face = face_of(self.faces, whom, self.photo.path.name)
        return calibrate(seat.whole, face, amounts)
