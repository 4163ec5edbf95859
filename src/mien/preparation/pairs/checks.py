"""What must be true of two photos before a clip is made of them, in the order of asking."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mien.faces import landmarks68
from mien.metrics.displacement import displacement
from mien.preparation.pairs.align import Alignment, align
from mien.preparation.pairs.direction import AGAINST, STILL, mouth_motion, progress
from mien.preparation.pairs.likeness import LEAST, likeness
from mien.preparation.pairs.quality import LEAST_LENGTH, LEAST_SHARPNESS, sharpness
from mien.preparation.pairs.refused import Refused
from mien.preparation.pairs.sight import Sight, see
from mien.types import Landmarks68

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
        try:
            mirror = see(np.ascontiguousarray(self.peak.picture[:, ::-1]), "the mirrored photo")
        except Refused:
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

    @cached_property
    def sharpness(self) -> tuple[float, float]:
        """Of the neutral and of the peak face."""
        return sharpness(self.neutral), sharpness(self.peak)


def doubts(evidence: Evidence) -> Iterator[Refused]:
    """Everything that speaks against a clip, the most telling first.

    Args:
        evidence: of the two photos.
    """
    yield from _photos(evidence)
    yield from _head(evidence)
    yield from _expression(evidence)


def _photos(evidence: Evidence) -> Iterator[Refused]:
    for sight, sharp, name in zip(
        (evidence.neutral, evidence.peak), evidence.sharpness, ("neutral", "peak"), strict=True
    ):
        if sight.length < LEAST_LENGTH:
            yield Refused(
                "small",
                f"The face in the {name} photo is {sight.length:.0f} pixels long from forehead to "
                f"chin; {LEAST_LENGTH:.0f} are needed. Give a larger photo.",
                sight.length,
                LEAST_LENGTH,
            )
        if sharp < LEAST_SHARPNESS:
            yield Refused(
                "blurred",
                f"The face in the {name} photo is blurred (sharpness {sharp:.2f}). Give a sharp "
                f"photo; {LEAST_SHARPNESS} is the least.",
                sharp,
                LEAST_SHARPNESS,
            )


def _head(evidence: Evidence) -> Iterator[Refused]:
    mirror = evidence.mirror
    # A turned head is not like itself either way round: only one that fits counts as a mirror's.
    if mirror and mirror.turn <= TURN and mirror.likeness > max(evidence.likeness, LEAST):
        yield Refused(
            "mirrored",
            f"The peak photo fits better when mirrored (likeness {mirror.likeness:.2f}, not "
            f"{evidence.likeness:.2f}): one of the two is a mirror picture. Mirror it back.",
            mirror.likeness,
            evidence.likeness,
        )
    if evidence.turn > TURN:
        yield Refused(
            "head turn",
            f"The head is turned between the photos: eyes, nose and forehead miss by "
            f"{evidence.turn:.3f} eye distances. Take both from the same side.",
            evidence.turn,
            TURN,
        )
    if evidence.likeness < LEAST:
        yield Refused(
            "other person",
            f"The faces are not alike (likeness {evidence.likeness:.2f}, {LEAST} is the least). "
            "Check that both photos show the same person in similar light, hair out of the face.",
            evidence.likeness,
            LEAST,
        )


def _expression(evidence: Evidence) -> Iterator[Refused]:
    if evidence.moved < STILL:
        yield Refused(
            "no expression",
            f"The faces hardly differ: brows, eyes and mouth move by {evidence.moved:.3f} eye "
            f"distances, {STILL} is the least. Give a photo with a clear expression.",
            evidence.moved,
            STILL,
        )
    gone = progress(evidence.expression, *evidence.faces)
    if gone is not None and gone < AGAINST:
        yield Refused(
            "swapped",
            f"The neutral photo looks more {evidence.expression} than the peak photo. Exchange "
            "them.",
            gone,
            AGAINST,
        )
