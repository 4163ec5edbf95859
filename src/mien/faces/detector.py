"""Where the faces of a photo are: the YuNet detector at two scales.

The network is `face_detection_yunet_2023mar` of the OpenCV Zoo (Wu, Peng and Yu: YuNet: A Tiny
Millisecond-level Face Detector, 2023). It sees faces of about 10 to 300 pixels, hence two scales.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien.faces.graphs import graph
from mien.geometry import Frame
from mien.types import Picture, Plane

FINE, COARSE = 1024, 256
"""Longest sides in pixels to which a photo is shrunk: for its small and for its large faces."""

MARGIN = 32
"""Empty pixels around the coarse picture: a face that fills the photo is then found whole."""

STRIDES = (8, 16, 32)
SCORE = 0.8
"""Least score of a face."""

CERTAIN = 0.92
"""Where no face scores so much, the head may be turned: the photo is looked at from all sides."""

OVERLAP = 0.3
"""Of two boxes whose intersection over union is greater, the one of less score is dropped."""

INSIDE = 0.7
"""So is the one of less score if this part of the smaller box lies in the other."""


@dataclass(frozen=True)
class Face:
    """A face found in a photo; all places are in photo pixels.

    Attributes:
        box: (left, top, right, bottom); it may reach beyond the photo.
        score: in [0, 1].
        points5: (x, y) of the right eye, left eye, nose tip, right and left corner of the mouth;
            the subject's right, which is on the left of the picture.
    """

    box: tuple[float, float, float, float]
    score: float
    points5: tuple[tuple[float, float], ...]

    @classmethod
    def around(cls, points: NDArray[np.floating], five: NDArray[np.floating]) -> "Face":
        """A face that no detector was asked for: its landmarks are known.

        Args:
            points: (n, 2), which the box holds.
            five: (5, 2), as `points5`.
        """
        left, top = points.min(axis=0).tolist()
        right, bottom = points.max(axis=0).tolist()
        return cls((left, top, right, bottom), 1.0, tuple((x, y) for x, y in five.tolist()))

    @property
    def area(self) -> float:
        """Area of the box in square pixels."""
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top)

    def scaled(self, scale: float) -> "Face":
        """The same face in a picture that is `scale` times as large."""

        def place(at: float) -> float:
            return (at + 0.5) * scale - 0.5

        left, top, right, bottom = map(place, self.box)
        points5 = tuple((place(x), place(y)) for x, y in self.points5)
        return Face((left, top, right, bottom), self.score, points5)


def find_faces(picture: Picture, *, least: float = 24.0) -> list[Face]:
    """Find the faces of a photo, the largest first.

    Args:
        picture: (height, width, 3); it is first shrunk to 1024 pixels where it is larger.
        least: faces whose box's mean side in photo pixels is smaller are left out.
    """
    longest = max(picture.shape[:2])
    rows = [_detections(picture, min(1.0, COARSE / longest), MARGIN)]
    if longest > COARSE:
        rows.append(_detections(picture, min(1.0, FINE / longest), 0))
    if not any((found[:, 14] >= CERTAIN).any() for found in rows):
        rows += [_aslant(picture, turn) for turn in range(45, 360, 45)]
    faces = [_face(row) for row in _distinct(np.concatenate(rows))]
    faces = [face for face in faces if face.area >= least**2]
    return sorted(faces, key=lambda face: -face.area)


def _detections(picture: Picture, scale: float, margin: int) -> Plane:
    """(n, 15): left, top, right, bottom, five points (x, y), score; in photo pixels."""
    height, width = picture.shape[:2]
    small = _shrunk(picture, scale)
    found = _decoded(_canvas(small, margin))
    places = (found[:, :14].reshape(-1, 7, 2) - margin) * (
        width / small.width,
        height / small.height,
    )
    found[:, :14] = places.reshape(-1, 14) - 0.5
    return found


def _aslant(picture: Picture, turn: float) -> Plane:
    """As `_detections`, of the coarse photo in a square turned clockwise by degrees."""
    height, width = picture.shape[:2]
    scale = min(1.0, COARSE / max(height, width))
    size = -(-int(np.hypot(height, width) * scale + 2) // 32) * 32
    frame = Frame((width / 2, height / 2), size / scale, turn)
    small = _shrunk(picture, scale)
    start = np.array(small.size) / 2 - frame.axes.sum(1) * size / 2
    affine = (*frame.axes[0], start[0], *frame.axes[1], start[1])
    tilted = small.transform(
        (size, size), Image.Transform.AFFINE, affine, Image.Resampling.BILINEAR
    )
    found = _decoded(_canvas(tilted, 0))
    places = frame.to_photo(found[:, :14].reshape(-1, 7, 2) - 0.5, size)
    half = (found[:, 2:4] - found[:, :2]).max(1, keepdims=True) / scale / 2
    centre = places[:, :2].mean(1)
    return np.hstack([centre - half, centre + half, places[:, 2:].reshape(-1, 10), found[:, 14:]])


def _shrunk(picture: Picture, scale: float) -> Image.Image:
    height, width = picture.shape[:2]
    shape = (max(1, round(width * scale)), max(1, round(height * scale)))
    return Image.fromarray(picture).resize(shape, Image.Resampling.BILINEAR, reducing_gap=2)


def _canvas(small: Image.Image, margin: int) -> Plane:
    """What the network takes: (1, 3, height, width), blue first, in [0, 255], sides of 32 n."""
    columns, rows = (-(-(side + 2 * margin) // 32) * 32 for side in small.size)
    canvas = np.zeros((1, 3, rows, columns), np.float32)
    pixels = np.asarray(small)[:, :, ::-1].transpose(2, 0, 1)
    canvas[0, :, margin : margin + small.height, margin : margin + small.width] = pixels
    return canvas


def _decoded(canvas: Plane) -> Plane:
    """Run the network: every cell of three grids gives a box, five points and a score.

    Returns:
        (n, 15), the rows whose score reaches `SCORE`, in the canvas's pixels from its corner.
    """
    kinds = ("cls", "obj", "bbox", "kps")
    names = [f"{kind}_{stride}" for stride in STRIDES for kind in kinds]
    emitted = iter(graph("detector").run(names, {"input": canvas}))
    parts = []
    for stride in STRIDES:
        label, presence, box, points = (next(emitted)[0] for _ in kinds)
        score = np.sqrt(np.clip(label[:, 0], 0, 1) * np.clip(presence[:, 0], 0, 1))
        columns = canvas.shape[3] // stride
        kept = np.flatnonzero(score >= SCORE)
        cell = np.stack([kept % columns, kept // columns], 1).astype(np.float32)
        centre = (cell + box[kept, :2]) * stride
        half = np.exp(box[kept, 2:]) * stride / 2
        places = (points[kept].reshape(-1, 5, 2) + cell[:, None]) * stride
        parts.append(
            np.hstack([centre - half, centre + half, places.reshape(-1, 10), score[kept, None]])
        )
    return np.concatenate(parts)


def _distinct(rows: Plane) -> list[Plane]:
    """Drop the rows that show a face which a row of higher score shows as well."""
    kept: list[Plane] = []
    for row in rows[np.argsort(-rows[:, 14], kind="stable")]:
        if not any(_same(row[:4], other[:4]) for other in kept):
            kept.append(row)
    return kept


def _same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    overlap = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    common = float(np.prod(np.maximum(overlap, 0)))
    areas = [float(np.prod(box[2:] - box[:2])) for box in (one, other)]
    return common > OVERLAP * (sum(areas) - common) or common > INSIDE * min(areas)


def _face(row: Plane) -> Face:
    values = [float(value) for value in row]
    points = tuple((values[at], values[at + 1]) for at in range(4, 14, 2))
    return Face((values[0], values[1], values[2], values[3]), values[14], points)
