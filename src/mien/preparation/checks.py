"""What makes a clip unfit to learn from: each check has one figure and one named limit.

A check returns the fault that it finds, or None. Those that compare frames take the first one as
neutral. Lengths are in distances between the eyes, so that no limit depends on a camera.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.ibug import BROWS, EYES, MOUTH
from mien.preparation.motion import (
    expression_distance,
    head_motion,
    median_filtered,
)
from mien.preparation.sharpness import greatest_blur
from mien.preparation.take import Refusal
from mien.preparation.thumbnail import thumbnail
from mien.types import Landmarks68, Picture

LEAST_FRAMES: Final = 2
"""A neutral frame and a peak: fewer are no clip."""

BLUR: Final = 0.72
"""Greatest blur of a frame, as `mien.preparation.sharpness.blur` measures it."""

BLUR_OF_PHOTO: Final = 0.6
"""The same of a photo, which nothing need blur; sharp ones have 0.27 to 0.53 (89 of two sets), and
a Gaussian of one pixel of the frame leaves 0.6."""

SHIFT: Final = 0.5
"""Farthest that a head may go, in distances between the eyes."""

ZOOM: Final = 1.15
"""Most that a head may grow, or shrink, by coming nearer or going away."""

TURN: Final = 15.0
"""Most that a head may turn to the side or roll towards a shoulder, in degrees."""

NOD: Final = 20.0
"""Most that it may nod, in degrees; a mouth that opens wide pulls the tip of the nose down, too."""

LEAST_EXPRESSION: Final = 0.02
"""Least distance of the peak from neutral; landmarks found twice differ by a third of it."""

PEAK_AT_END: Final = 0.75
"""Least expression at the end of a rise, as a share of the greatest."""

SMALL_FACE: Final = 0.2
"""A second face counts from this part of the first one's area: posters behind people do not."""

_PAIRS: Final = ((0, 16), (17, 26), (36, 45), (31, 35), (48, 54))
"""Jaw, brows, eyes, nostrils and mouth: the subject's right end and the left one."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why a clip is unfit: `mien.preparation.take.Refusal` without the clip."""

    reason: str
    detail: str
    figure: float | None = None
    limit: float | None = None

    def refusal(self, name: str, shown: Picture | None = None) -> Refusal:
        """The refusal of something for this fault.

        Args:
            name: id of the item, or the name of a file.
            shown: what it looks like, of any size.
        """
        return Refusal(
            id=name,
            reason=self.reason,
            detail=self.detail,
            figure=self.figure,
            limit=self.limit,
            thumbnail=None if shown is None else thumbnail(shown),
        )


def too_short(frames: int, least: int = LEAST_FRAMES) -> Fault | None:
    """Fewer frames than a clip needs."""
    if frames >= least:
        return None
    detail = f"It has {frames} frame{'s' * (frames != 1)}; a clip needs {least} or more."
    return Fault(reason="too short", detail=detail, figure=frames, limit=least)


def missing_landmarks(track: Sequence[Landmarks68 | None]) -> Fault | None:
    """Frames without 68 finite landmarks."""
    missing = sum(
        points is None or points.shape != (68, 2) or not np.isfinite(points).all()
        for points in track
    )
    if not missing:
        return None
    detail = f"{missing} of {len(track)} frames have no 68 landmarks; every frame needs them."
    return Fault(reason="missing landmarks", detail=detail, figure=missing, limit=0)


def face_lost(found: Sequence[bool]) -> Fault | None:
    """Frames in which no face was found."""
    lost = len(found) - sum(found)
    if not lost:
        return None
    detail = f"No face was found in {lost} of {len(found)} frames; it must be seen in all of them."
    return Fault(reason="face lost", detail=detail, figure=lost, limit=0)


def several_faces(areas: Sequence[float]) -> Fault | None:
    """A frame with more than one face of some size.

    Args:
        areas: of the faces in one frame, the largest first.
    """
    faces = sum(area >= SMALL_FACE * areas[0] for area in areas)
    if faces <= 1:
        return None
    detail = f"{faces} faces are in the picture; cut it so that only the one in question is."
    return Fault(reason="several faces", detail=detail, figure=faces, limit=1)


def out_of_order(track: NDArray[np.float32]) -> Fault | None:
    """Landmarks whose sides are swapped, or that belong to a mirrored picture, or are upside down.

    Seen from the chin to the root of the nose, the subject's right side lies on the left.
    """
    up = track[:, 27] - track[:, 8]
    pairs = np.array(_PAIRS)
    across = track[:, pairs[:, 1]] - track[:, pairs[:, 0]]
    swapped = up[:, None, 0] * across[..., 1] - up[:, None, 1] * across[..., 0] <= 0
    middles = [track[:, part].mean(1) for part in (BROWS, EYES, slice(31, 36), MOUTH)]
    heights = np.stack([(middle * up).sum(-1) for middle in (*middles, track[:, 8])], axis=1)
    tumbled = np.diff(heights, axis=1) >= 0
    wrong = int(max(swapped.sum(1).max(), tumbled.sum(1).max()))
    if not wrong:
        return None
    detail = (
        f"{wrong} parts of the face lie on the wrong side, or in the wrong order: the landmarks "
        "are swapped, or of a mirrored picture. The subject's right side comes first."
    )
    return Fault(reason="swapped landmarks", detail=detail, figure=wrong, limit=0)


def blurred(frames: NDArray[np.uint8], track: NDArray[np.float32]) -> Fault | None:
    """A frame that is not sharp enough for the size of the face; frames as they go into a clip."""
    most = greatest_blur(frames, track)
    if most <= BLUR:
        return None
    detail = f"The least sharp frame has a blur of {most:.2f}; up to {BLUR} will do."
    return Fault(reason="blurred", detail=detail, figure=most, limit=BLUR)


def head_moved(track: NDArray[np.float32]) -> Fault | None:
    """A head that does not keep still: of several faults, the one farthest beyond its limit."""
    motion = head_motion(track, track[0])
    zoom = np.maximum(motion.zoom, 1 / motion.zoom)
    found = {
        "turn": (_most(motion.turn), TURN, "degrees to the side"),
        "nod": (_most(motion.nod), NOD, "degrees up or down"),
        "roll": (_most(motion.roll), TURN, "degrees towards a shoulder"),
        "shift": (_most(motion.shift), SHIFT, "distances between the eyes"),
        "zoom": (_most(zoom), ZOOM, "times its size"),
    }
    worst = max(found, key=lambda name: found[name][0] / found[name][1])
    figure, limit, unit = found[worst]
    if figure <= limit:
        return None
    detail = f"The head moves by {figure:.2f} {unit}; up to {limit:g} will do."
    return Fault(reason=f"head {worst}", detail=detail, figure=figure, limit=limit)


def no_expression(track: NDArray[np.float32]) -> Fault | None:
    """A face that stays as it is."""
    return too_weak(float(expression_distance(track, track[0]).max()))


def too_weak(most: float) -> Fault | None:
    """An expression that goes no farther from neutral, as `expression_distance` measures it."""
    if most >= LEAST_EXPRESSION:
        return None
    detail = f"The face moves by {most:.3f} eye distances; {LEAST_EXPRESSION} is the least."
    return Fault(reason="no expression", detail=detail, figure=most, limit=LEAST_EXPRESSION)


def peak_in_the_middle(track: NDArray[np.float32]) -> Fault | None:
    """A clip that should end at its peak and falls off before."""
    distance = median_filtered(expression_distance(track, track[0]), 3)
    share = float(distance[-1] / distance.max()) if distance.max() else 1.0
    if share >= PEAK_AT_END:
        return None
    detail = (
        f"The last frame shows {share:.0%} of the greatest expression, which is reached in frame "
        f"{int(distance.argmax()) + 1} of {len(track)}; {PEAK_AT_END:.0%} will do."
    )
    return Fault(reason="peak in the middle", detail=detail, figure=share, limit=PEAK_AT_END)


def _most(values: NDArray[np.float64]) -> float:
    """The greatest lasting departure: a single frame may be a slip of the landmarks."""
    return float(median_filtered(np.abs(values), 3).max())
