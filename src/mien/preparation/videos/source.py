"""Recordings as a source of clips."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.preparation import checks
from mien.preparation.framing import SIZE, clip_frame, framed, steady_frames
from mien.preparation.motion import expression_distance, head_motion
from mien.preparation.sharpness import greatest_blur
from mien.preparation.take import Item, Outcome, Refusal, Take, Terms
from mien.preparation.videos.dlib68 import NOTICE, Dlib
from mien.preparation.videos.layouts import find_layout
from mien.preparation.videos.listing import Listing, Recording, listed
from mien.preparation.videos.manifest import read_manifest
from mien.preparation.videos.span import (
    FASTEST_ONSET,
    Measure,
    Shape,
    Span,
    chosen_frames,
    degrees_of,
    find_span,
)
from mien.preparation.videos.tracking import (
    Landmarker,
    Mesh,
    Track,
    Untracked,
    timed_frames,
    track,
)
from mien.types import Picture

FRAMES: Final = 21
"""Most frames of a clip: steps of a twentieth of the way."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What becomes of a recording.

    Attributes:
        shape: whether a clip ends at the peak or goes back.
        degrees: by time or by landmarks.
        frames: most frames of a clip.
        landmarks: which network finds them.
        steady: whether frames follow the head, so that it stands still.
        terms: of all clips, where neither the layout nor the list says otherwise.
    """

    shape: Shape = "rise"
    degrees: Measure = "landmarks"
    frames: int = FRAMES
    landmarks: Literal["mesh", "dlib"] = "mesh"
    steady: bool = True
    terms: Terms = field(default_factory=Terms)


class Videos:
    """Recordings, each of one person who goes from neutral to one expression.

    Args:
        root: folder of the recordings.
        layout: name or file of a layout, or a CSV file that lists the recordings.
        settings: what becomes of them.

    Attributes:
        name: `videos`.
        settings: the layout's whole text and what was chosen.

    Raises:
        MienError: there is no such layout, or dlib is wanted and missing.
    """

    def __init__(self, root: Path, layout: str, settings: Settings | None = None) -> None:
        self.root = root
        self.chosen = settings or Settings()
        self.name = "videos"
        self._landmarker()
        self._list = Path(layout) if layout.lower().endswith(".csv") else None
        self._layout = None if self._list else find_layout(layout)
        said = "manifest" if self._layout is None else asdict(self._layout)
        self.settings: Mapping[str, Any] = {"size": SIZE, "layout": said, **asdict(self.chosen)}

    def items(self) -> Sequence[Item]:
        """Every recording that the layout or the list names.

        Raises:
            MienError: there is none.
        """
        items = [
            Item(
                id=one.id,
                person=one.person,
                expression=one.expression,
                files=(str(one.path),),
                split=one.split,
                settings=one.settings,
            )
            for one in self._listing.recordings
        ]
        if not items:
            by = self._list or (self._layout and self._layout.name)
            raise MienError(
                f"{self.root} holds no recordings that {by} names. Look at the folder, or choose "
                "another --layout."
            )
        return items

    def strays(self) -> Sequence[Refusal]:
        """Recordings of which nobody says what they show, and names without a recording."""
        return self._listing.strays

    def make(self, item: Item, rng: np.random.Generator) -> Outcome:  # noqa: ARG002 - no chance in it
        """Find the expression in a recording and cut it out."""
        recording = self._recordings[item.id]
        tracked = track(timed_frames(recording), self._landmarker())
        if isinstance(tracked, Untracked):
            return tracked.fault.refusal(item.id, tracked.shown)
        fault = checks.too_short(len(tracked.seconds), 3) or checks.out_of_order(tracked.landmarks)
        span = fault or self._span(recording, tracked)
        if isinstance(span, Span):
            span = checks.head_moved(tracked.landmarks[span.onset : span.end + 1]) or span
        if not isinstance(span, Span):
            return span.refusal(item.id, _frame(recording, len(tracked.seconds) - 1))
        chosen = chosen_frames(tracked.seconds, span, self.chosen.frames)
        frames, landmarks = self._cut(recording, tracked, chosen)
        if fault := checks.no_expression(landmarks) or checks.blurred(frames, landmarks):
            return fault.refusal(item.id, frames[-1])
        return self._take(item, frames, landmarks, _degrees(tracked, chosen, span, self.chosen))

    def _span(self, recording: Recording, tracked: Track) -> Span | checks.Fault:
        fastest = FASTEST_ONSET if recording.timed else 0.0
        return find_span(
            tracked.seconds,
            tracked.landmarks,
            recording.expression,
            self.chosen.shape,
            fastest,
        )

    def _cut(
        self, recording: Recording, tracked: Track, chosen: NDArray[np.int64]
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Read the chosen frames again and frame them: the others were never kept."""
        wanted = set(chosen.tolist())
        pictures = [
            picture for index, (_, picture) in enumerate(timed_frames(recording)) if index in wanted
        ]
        landmarks = tracked.landmarks[chosen]
        square = clip_frame(tracked.points[chosen[0]])
        still = [square] * len(chosen)
        squares = steady_frames(square, landmarks) if self.chosen.steady else still
        return framed(pictures, landmarks, squares, SIZE)

    def _take(
        self,
        item: Item,
        frames: NDArray[np.uint8],
        landmarks: NDArray[np.float32],
        degrees: NDArray[np.float64],
    ) -> Take:
        recording = self._recordings[item.id]
        peak = int(degrees.argmax())
        motion = head_motion(landmarks, landmarks[0])
        return Take(
            item=item,
            frames=frames,
            landmarks=landmarks,
            degrees=tuple((degrees * recording.peak).tolist()),
            terms=self._terms(recording),
            source=self._layout.name if self._layout else "videos",
            figures={
                "expression": float(expression_distance(landmarks, landmarks[0])[peak]),
                "turn": float(np.abs(motion.turn).max()),
                "blur": greatest_blur(frames, landmarks),
            },
        )

    def _terms(self, recording: Recording) -> Terms:
        mine, theirs = self.chosen.terms, recording.terms
        attribution = theirs.attribution or mine.attribution
        if self.chosen.landmarks == "dlib":
            attribution = f"{attribution}; {NOTICE}" if attribution else NOTICE
        return replace(
            mine,
            licence=theirs.licence or mine.licence,
            attribution=attribution,
            consent=theirs.consent or mine.consent,
        )

    def _landmarker(self) -> Landmarker:
        return Mesh() if self.chosen.landmarks == "mesh" else Dlib()

    @cached_property
    def _recordings(self) -> dict[str, Recording]:
        return {one.id: one for one in self._listing.recordings}

    @cached_property
    def _listing(self) -> Listing:
        if self._list:
            return read_manifest(self.root, self._list)
        assert self._layout is not None
        return listed(self.root, self._layout)


def _degrees(
    tracked: Track, chosen: NDArray[np.int64], span: Span, settings: Settings
) -> NDArray[np.float64]:
    peak = int(np.flatnonzero(chosen == span.peak)[0])
    degrees = degrees_of(tracked.seconds[chosen], tracked.landmarks[chosen], peak, settings.degrees)
    return np.clip(degrees, 0, 1)


def _frame(recording: Recording, number: int) -> Picture | None:
    """One frame of a recording, for a thumbnail."""
    return next((one for _, one in islice(timed_frames(recording), number, None)), None)
