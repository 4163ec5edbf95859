"""Lips: the line where they meet, found in the photo, and what they show when they part.

A photo of a closed mouth has a dark line between the lips. It must lie where the mesh opens, and
it must not stay as a rim on both lips when they part.
"""

import numpy as np
from numpy.typing import NDArray

from mien.geometry import cut
from mien.preparation.framing import frame_across
from mien.preparation.pixels import LUMA, blurred
from mien.preparation.points import LOWER_LIP, MOUTH_CORNERS, UPPER_LIP
from mien.preparation.puppet.mesh import FaceMesh
from mien.preparation.puppet.paths import cheapest_path
from mien.preparation.puppet.regions import Regions
from mien.ramp import smoothstep
from mien.types import Picture, Plane

SIZE = 160
"""Pixels of the square in which the line is looked for; the mouth is as wide as 0.7 of it."""

_ROOM = 0.7
_REACH = 10
"""Pixels of that square by which the line may lie off the landmarks."""

_TIES = 0.004
"""How dear a pixel off the landmarks is, squared; darkness counts from 0 to 1."""

_BENDS = 0.08
RIM = 0.17
"""Centimetres on either side of the line that are dark because the lips meet."""

_LIP = 0.55
"""Centimetres of lip that may be shown instead."""


def on_the_line(picture: Picture, landmarks: Plane) -> Plane:
    """Move the inner landmarks of a closed mouth onto the dark line between the lips.

    Args:
        picture: the photo.
        landmarks: (478, 2), photo pixels.

    Returns:
        (478, 2).
    """
    right, left = landmarks[list(MOUTH_CORNERS)]
    frame = frame_across(right, left, 1 / _ROOM)
    luma = cut(picture, frame, SIZE).astype(np.float32) @ LUMA
    bright = blurred(luma, 1.2) / np.float32(255)
    seen = frame.to_frame(landmarks, SIZE)
    upper, lower = seen[list(UPPER_LIP)], seen[list(LOWER_LIP)]
    middle = (upper + lower) / 2
    columns = np.arange(int(middle[0, 0]) + 2, int(middle[-1, 0]) - 1)
    expected = np.interp(columns, middle[:, 0], middle[:, 1])
    line = _darkest_path(bright, columns, expected)
    moved = seen.copy()
    for lip in (UPPER_LIP, LOWER_LIP):
        inner = list(lip[1:-1])
        moved[inner, 1] = np.interp(moved[inner, 0], columns, line)
    return frame.to_photo(moved, SIZE)


def _darkest_path(
    bright: Plane, columns: NDArray[np.int64], expected: NDArray[np.float64]
) -> Plane:
    """Row of the darkest smooth path near the expected one, for each column."""
    offsets = np.arange(-_REACH, _REACH + 1)
    rows = np.clip(np.rint(expected)[:, None].astype(int) + offsets, 0, SIZE - 1)
    local = bright[rows, columns[:, None]]
    cost = local / max(float(local.mean()), 1e-3) + _TIES * offsets**2
    step = _BENDS * np.abs(offsets[:, None] - offsets[None])
    found = rows[np.arange(len(columns)), cheapest_path(cost, step)].astype(np.float32)
    return blurred(found[None], 3.0)[0]


def parted(mesh: FaceMesh, regions: Regions, points: Plane, unit: float) -> Plane:
    """Where lips take their colour from once they have parted, for vertices (n, 2) at rest.

    What lay on the line or behind it shows the lip farther out instead, mirrored at the rim.

    Args:
        mesh: with anchors.
        regions: of it.
        points: (n, 2), where its vertices are in the frame.
        unit: pixels a centimetre.
    """
    assert mesh.anchors is not None
    outline = mesh.anchors.of(points)
    right, left = outline[list(MOUTH_CORNERS)]
    along = (left - right) / max(float(np.hypot(*(left - right))), 1e-6)
    axes = np.stack([along, [-along[1], along[0]]], 1).astype(np.float32)
    line = (outline[list(UPPER_LIP)] + outline[list(LOWER_LIP)]) / 2 @ axes
    placed = points @ axes
    half = (line[-1, 0] - line[0, 0]) / 2
    from_corner = half - np.abs(placed[:, 0] - (line[-1, 0] + line[0, 0]) / 2)
    rim = RIM * unit * smoothstep(from_corner / (0.5 * half))
    sign = np.where(regions.lower > 0.5, 1, -1)
    beyond = (placed[:, 1] - np.interp(placed[:, 0], line[:, 0], line[:, 1])) * sign
    missing = np.clip(rim - beyond, 0, _LIP * unit)
    lip = regions.skin & (regions.to_mouth < 1.2) & (rim > 0)
    shift = np.where(lip & (missing > 0), 1.6 * missing * sign, 0)
    placed[:, 1] += shift
    return np.asarray(placed @ axes.T, np.float32)


def gap(mesh: FaceMesh, points: Plane) -> float:
    """Mean distance of the lips in the middle of the mouth, in the unit of the points (n, 2)."""
    assert mesh.anchors is not None
    outline = mesh.anchors.of(points)
    away = outline[list(UPPER_LIP[3:8])] - outline[list(LOWER_LIP[3:8])]
    return float(np.linalg.norm(away, axis=1).mean())
