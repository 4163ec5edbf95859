"""The animator: a bundle at work on photos."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mien.bundle import Card, default_bundle
from mien.errors import MienError
from mien.geometry import Frame, whole_frame
from mien.runtime.amounts import Calibration
from mien.runtime.calibration import calibrate, face_of
from mien.runtime.engine import Engine
from mien.runtime.sitting import Sitting
from mien.runtime.subject import Subject, Whom, frames_of, read
from mien.types import Picture

if TYPE_CHECKING:
    from mien.faces import Which
    from mien.schedules import Schedule


class Animator:
    """Draws photos of faces at the degrees of a bundle's expressions.

    Args:
        engine: the bundle's network.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.expressions: tuple[str, ...] = engine.card.expressions

    @property
    def card(self) -> Card:
        """What the bundle says about itself."""
        return self._engine.card

    def frames(self, portrait: Picture, degrees: ArrayLike) -> NDArray[np.uint8]:
        """Draw a portrait that is framed already, as the network was trained to.

        Args:
            portrait: (size, size, 3), where size is `card.frame.size`.
            degrees: (frames, expressions) in [0, 1].

        Returns:
            (frames, size, size, 3).

        Raises:
            MienError: another size, or degrees that are none.
        """
        size = self.card.frame.size
        if portrait.shape != (size, size, 3):
            raise MienError(
                f"The portrait has the shape {portrait.shape}; this bundle's frames are "
                f"({size}, {size}, 3). Cut or resize it, or use `clip`."
            )
        sitting = self._whole(portrait, grained=False)
        return np.stack(list(sitting.clip(degrees)))

    def open(self, picture: Picture, frames: Sequence[Frame]) -> Sitting:
        """Prepare a photo: encode its faces once, to draw any degrees of them in any order.

        Args:
            picture: (height, width, 3).
            frames: one for each face that shall move.
        """
        return Sitting(self._engine, picture, frames)

    def clip(
        self,
        photo: Subject,
        schedule: "Schedule",
        *,
        frame: Frame | Literal["whole"] | None = None,
        face: "Which" = "largest",
    ) -> Iterator[Picture]:
        """Animate a photo at its own resolution, frame by frame.

        Args:
            photo: a file, what `read_photo` returned, or a picture.
            schedule: degrees frame by frame.
            frame: where the face is; "whole" takes the picture itself for the frame, which is
                changed up to its border; by default the face is looked for.
            face: which of several faces: "largest", "all", or a number, 1 for the largest.

        Raises:
            MienError: no picture, no face, or an expression that the bundle does not have; at
                once, not at the first frame.
        """
        degrees = schedule.for_expressions(self.expressions).degrees
        return self.sit(photo, frame=frame, face=face).clip(degrees)

    def sit(
        self,
        photo: Subject,
        *,
        frame: Frame | Literal["whole"] | None = None,
        face: "Which" = "largest",
    ) -> Sitting:
        """Prepare a photo for several clips; the arguments are those of `clip`."""
        picture, name = read(photo)
        if isinstance(frame, str):
            return self._whole(picture, grained=True)
        if isinstance(frame, Frame):
            return self.open(picture, [frame])
        return self.open(picture, frames_of(picture, face, self.card.frame, name))

    def sit_as(self, photo: Subject, whom: Whom) -> Sitting:
        """Prepare a photo: `sit`, told in one word which face moves."""
        return self.sit(photo, frame="whole") if whom == "whole" else self.sit(photo, face=whom)

    def calibrate(
        self, photo: Subject, whom: Whom = "largest", amounts: Mapping[str, float] | None = None
    ) -> tuple[Calibration, ...]:
        """Measure the strengths at which each expression moves a face as much as other faces.

        Args:
            photo: as for `clip`.
            whom: which face, one of them.
            amounts: in eye distances by expression, in the place of the known ones.

        Raises:
            MienError: no face, several, one that is not seen clearly, or amounts that are none.
        """
        from mien.faces import find_faces  # noqa: PLC0415 - loads a detector, as `frames_of`

        picture, name = read(photo)
        face = face_of(find_faces(picture), whom, name)
        return calibrate(self.sit_as(picture, whom), face, amounts)

    def _whole(self, picture: Picture, *, grained: bool) -> Sitting:
        whole = whole_frame(*picture.shape[:2])
        return Sitting(self._engine, picture, [whole], window=False, grained=grained)


def load(bundle: Path | None = None, *, threads: int | None = None) -> Animator:
    """Open a bundle.

    Args:
        bundle: its folder; by default that of the bundle that ships with mien.
        threads: threads that the network may use; two by default.

    Raises:
        MienError: no bundle, a damaged or a newer one.
    """
    return Animator(Engine(Path(bundle) if bundle else default_bundle(), threads=threads))
