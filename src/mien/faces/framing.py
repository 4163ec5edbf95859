"""The frame of a face: the square in which the network expects to see it."""

from typing import Final

import numpy as np

from mien.errors import MienError
from mien.faces.landmarks import EYES
from mien.geometry import Frame
from mien.types import Plane

OVAL: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""The outline of the face, of 478: the forehead's middle first, the chin in the middle."""

FOREHEAD: Final = 10
CHIN: Final = 152

FOREHEAD_68 = 1.47
"""Distance of the forehead's middle from the chin over that of the nose's root (27 of 68)."""


def frame_of(
    points: Plane,
    *,
    face: float,
    centre: tuple[float, float],
    roll: float,
) -> Frame:
    """The frame in which a face lies where the network expects it.

    Args:
        points: (478, 2) of MediaPipe, or (68, 2) of iBUG, from which the forehead is guessed.
        face: distance from the upper forehead to the chin as a fraction of the frame's side.
        centre: where the middle of the face outline's upright bounding box lies, (x, y), as
            fractions of the side from the top left corner.
        roll: a head that is turned by more degrees is set upright, others are left as they are.

    Raises:
        MienError: the points do not span a face.
    """
    outline, length, turn = _outline(points)
    if not np.isfinite(outline).all() or length < 1:
        raise MienError(
            "The landmarks do not span a face. Give 478 (MediaPipe) or 68 (iBUG) points in pixels."
        )
    side = length / face
    kept = turn if abs(turn) > roll else 0.0
    axes = Frame((0.0, 0.0), 1.0, kept).axes
    square = outline @ axes
    middle = (square.min(0) + square.max(0)) / 2 + (0.5 - np.asarray(centre)) * side
    x, y = axes @ middle + 0.5
    return Frame((float(x), float(y)), side, kept)


def _outline(points: Plane) -> tuple[Plane, float, float]:
    """Outline (n, 2), distance from forehead to chin, and roll of the head in degrees."""
    if points.shape[:1] == (478,):
        outline = points[list(OVAL), :2]
        forehead, chin = points[FOREHEAD, :2], points[CHIN, :2]
        eyes = points[list(EYES), :2]
    elif points.shape[:1] == (68,):
        chin = points[8, :2]
        forehead = chin + FOREHEAD_68 * (points[27, :2] - chin)
        outline = np.vstack([points[:17, :2], forehead])
        eyes = points[[36, 45], :2]
    else:
        raise MienError(f"Landmarks are 478 or 68 points, these have the shape {points.shape}.")
    across = eyes[1] - eyes[0]
    turn = float(np.degrees(np.arctan2(across[1], across[0])))
    return outline.astype(np.float64), float(np.hypot(*(forehead - chin))), turn
