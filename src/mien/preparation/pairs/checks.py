"""What must be true of two photos before a clip is made of them, in the order of asking."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mien.faces import landmarks68
from mien.metrics.displacement import displacement
from mien.preparation.checks import BLUR_OF_PHOTO, Fault
from mien.preparation.direction import AGAINST, progress
from mien.preparation.pairs.align import Alignment, align
from mien.preparation.pairs.amount import LEAST_MOTION, mouth_motion
from mien.preparation.pairs.likeness import LEAST, likeness
from mien.preparation.sight import Sight, see
from mien.types import Landmarks68

LEAST_LENGTH = 120.0
"""From the upper forehead to the chin in pixels; a frame of 289 shows it about 156 long."""

TURN = 0.085
"""Greatest residual of the alignment, in distances between the eyes; a turn by ten degrees leaves
about so much."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Two photos of one face, and what is measured on them.

    Attributes:
        neutral: the photo that is said to be neutral.
        peak: the photo that is said to show the expression.
        expression: its name.
    """

    neutral: Sight
    peak: Sight
    expression: str

    @cached_property
    def alignment(self) -> Alignment:
        """Of the peak's head to the neutral's."""
        return align(self.neutral.points, self.peak.points)

    @cached_property
    def turn(self) -> float:
        """What the alignment leaves, in distances between the eyes."""
        return self.alignment.residual / self.neutral.eyes

    @cached_property
    def likeness(self) -> float:
        """How alike the faces are, 1 at most."""
        return likeness(self.neutral, self.peak, self.alignment)

    @cached_property
    def mirror(self) -> "Evidence | None":
        """The same with the peak photo mirrored, if a face is found in it then."""
        mirror = see(np.ascontiguousarray(self.peak.picture[:, ::-1]), "the mirrored photo")
        if isinstance(mirror, Fault):
            return None
        return Evidence(self.neutral, mirror, self.expression)

    @cached_property
    def faces(self) -> tuple[Landmarks68, Landmarks68]:
        """68 landmarks of both, in pixels of the neutral photo, heads aligned."""
        aligned = self.alignment.points(self.peak.points)
        return (
            landmarks68(self.neutral.points.astype(np.float32)),
            landmarks68(aligned.astype(np.float32)),
        )

    @cached_property
    def moved(self) -> float:
        """Mean motion of brows, eyes and mouth, in distances between the eyes."""
        return float(displacement(self.faces[1][None], self.faces[0])[0])

    @cached_property
    def mouth(self) -> float:
        """Motion of the mouth, in distances between the eyes."""
        return mouth_motion(*self.faces)


def doubts(evidence: Evidence) -> Iterator[Fault]:
    """Everything that speaks against a clip, the most telling first.

    Args:
        evidence: of the two photos.
    """
    yield from _photos(evidence)
    yield from _head(evidence)
    yield from _expression(evidence)


def _photos(evidence: Evidence) -> Iterator[Fault]:
    for name, sight in (("neutral", evidence.neutral), ("peak", evidence.peak)):
        if sight.length < LEAST_LENGTH:
            yield Fault(
                reason="small",
                detail=f"The face in the {name} photo is {sight.length:.0f} pixels long from "
                f"forehead to chin; {LEAST_LENGTH:.0f} are needed. Give a larger photo.",
                figure=sight.length,
                limit=LEAST_LENGTH,
            )
        if sight.blur > BLUR_OF_PHOTO:
            yield Fault(
                reason="blurred",
                detail=f"The face in the {name} photo has a blur of {sight.blur:.2f}; up to "
                f"{BLUR_OF_PHOTO} will do.",
                figure=sight.blur,
                limit=BLUR_OF_PHOTO,
            )


def _head(evidence: Evidence) -> Iterator[Fault]:
    mirror = evidence.mirror
    # A turned head is not like itself either way round: only one that fits counts as a mirror's.
    if mirror and mirror.turn <= TURN and mirror.likeness > max(evidence.likeness, LEAST):
        yield Fault(
            reason="mirrored",
            detail=f"The peak photo fits better when mirrored (likeness {mirror.likeness:.2f}, not "
            f"{evidence.likeness:.2f}): one of the two is a mirror picture. Mirror it back.",
            figure=mirror.likeness,
            limit=evidence.likeness,
        )
    if evidence.turn > TURN:
        yield Fault(
            reason="head turn",
            detail="The head is turned between the photos: eyes, nose and forehead miss by "
            f"{evidence.turn:.3f} eye distances. Take both from the same side.",
            figure=evidence.turn,
            limit=TURN,
        )
    if evidence.likeness < LEAST:
        yield Fault(
            reason="other person",
            detail=f"The faces are not alike (likeness {evidence.likeness:.2f}, {LEAST} is the "
            "least). Check that both photos show the same person in similar light, hair out of the "
            "face.",
            figure=evidence.likeness,
            limit=LEAST,
        )


def _expression(evidence: Evidence) -> Iterator[Fault]:
    if evidence.moved < LEAST_MOTION:
        yield Fault(
            reason="no expression",
            detail=f"The faces hardly differ: brows, eyes and mouth move by {evidence.moved:.3f} "
            f"eye distances, {LEAST_MOTION} is the least. Give a photo with a clear expression.",
            figure=evidence.moved,
            limit=LEAST_MOTION,
        )
    gone = progress(evidence.expression, *evidence.faces)
    if gone is not None and gone < AGAINST:
        yield Fault(
            reason="swapped",
            detail=f"The neutral photo looks more {evidence.expression} than the peak photo. "
            "Exchange them.",
            figure=gone,
            limit=AGAINST,
        )
