"""What is measured on a drawn smile, against the person's real one."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien.evaluation.instruments import Yardstick
from mien.ibug import MOUTH, eye_distance
from mien.metrics.displacement import displacement
from mien.metrics.regions import mouth_region, rectangle
from mien.metrics.shape import changes
from mien.metrics.sharpness import sharpness_ratio
from mien.metrics.shift_tolerant import LEAST, ShiftTolerant
from mien.metrics.structural import region_mean, ssim_map, whole_mean
from mien.preparation.framing import NETWORK
from mien.preparation.pairs.regions import filled
from mien.types import Landmarks68, Picture

DEGREES = np.linspace(0, 1, 6)
"""Of the drawn frames."""

REAL = "real smile"
NEUTRAL = "neutral photo"
PAIR = "pair, last frame"
MAKERS = ("puppet", "model")
ROWS = (
    *(REAL, NEUTRAL, PAIR),
    *(f"{name}, {where}" for name in MAKERS for where in ("best degree", "degree 1")),
)
"""What is compared with the real smile."""

_LUMA = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True, kw_only=True, eq=False)
class Way:
    """Frames from the neutral face to a smile, and the landmarks found in them.

    Attributes:
        frames: (frames, size, size, 3).
        points: (frames, 68, 2).
    """

    frames: NDArray[np.uint8]
    points: NDArray[np.float32]

    def best(self, wanted: Landmarks68) -> int:
        """The frame whose mouth is nearest, among those of degree above 0."""
        away = np.linalg.norm((self.points - wanted)[1:, MOUTH], axis=2).mean(1)
        return 1 + int(np.argmin(away))

    def until(self, last: int) -> NDArray[np.float64]:
        """Landmarks at `DEGREES` of the way to one of its frames, (degrees, 68, 2)."""
        places = DEGREES * last
        before = np.minimum(places.astype(int), len(self.points) - 2)
        share = (places - before)[:, None, None]
        return (1 - share) * self.points[before] + share * self.points[before + 1]

    @property
    def even(self) -> float:
        """Displacement half-way, over half of the last frame's."""
        moved = displacement(self.points, self.points[0])
        return float(2 * np.interp(0.5, DEGREES, moved) / moved[-1])


def rows(ways: Mapping[str, Way]) -> dict[str, tuple[Picture, Landmarks68, float]]:
    """What is compared, by `ROWS`: frame, landmarks and degree."""
    real = ways[REAL].points[0]
    places = {NEUTRAL: ("pair", 0), REAL: (REAL, 0), PAIR: ("pair", -1)}
    for name in MAKERS:
        places[f"{name}, best degree"] = (name, ways[name].best(real))
        places[f"{name}, degree 1"] = (name, len(DEGREES) - 1)
    return {
        row: (ways[name].frames[at], ways[name].points[at], float(DEGREES[at]))
        for row in ROWS
        for name, at in [places[row]]
    }


def judged(ways: Mapping[str, Way], network: ShiftTolerant) -> dict[str, dict[str, float]]:
    """All figures of one person, by row and name."""
    real, wanted = ways[REAL].frames[0], ways[REAL].points[0]
    rest = ways["pair"].points[0]
    region = mouth_region(wanted, rest, NETWORK.size)
    window = rectangle(region, LEAST)
    whole, mouth = (Yardstick(network, part[None]) for part in (real, real[window]))
    cheeks = _cheeks(wanted)
    figures = {}
    for row, (frame, points, degree) in rows(ways).items():
        away = np.linalg.norm(points - wanted, axis=1) / eye_distance(rest)
        figures[row] = {
            "landmarks": float(away.mean()),
            "mouth_landmarks": float(away[MOUTH].mean()),
            "degree": degree,
            "opening": _brightness(frame, points),
            "cheeks": sharpness_ratio(frame, real, cheeks),
            **changes(points, rest),
        }
        if row != REAL:
            similar = ssim_map(frame, real)
            figures[row] |= {
                "ssim": whole_mean(similar),
                "mouth_ssim": region_mean(similar, region),
                "st_lpips": float(whole.distances(frame[None])[0]),
                "mouth_st_lpips": float(mouth.distances(frame[None][:, *window])[0]),
            }
    pair = ways["pair"]
    figures[NEUTRAL]["along"] = _apart(pair.points[:1], pair.points)
    for name in MAKERS:
        figures[f"{name}, degree 1"]["even"] = ways[name].even
        drawn = ways[name].until(ways[name].best(wanted))
        figures[f"{name}, best degree"]["along"] = _apart(drawn, pair.points)
    return figures


def _apart(points: NDArray[np.floating], others: NDArray[np.floating]) -> float:
    """Mean distance of the mouths of two ways, frame by frame, in distances between the eyes."""
    away = np.linalg.norm(points[:, MOUTH] - others[:, MOUTH], axis=-1)
    return float(away.mean() / eye_distance(np.asarray(others[0], np.float32)))


def _cheeks(points: Landmarks68) -> NDArray[np.bool_]:
    """Two discs half-way between the lids and the corners of the mouth, folds included."""
    y, x = np.mgrid[: NETWORK.size, : NETWORK.size]
    discs = [
        np.hypot(x - middle[0], y - middle[1]) < 0.25 * eye_distance(points)
        for middle in (points[[41, 48]].mean(0), points[[46, 54]].mean(0))
    ]
    return np.logical_or.reduce(discs)


def _brightness(frame: Picture, points: Landmarks68) -> float:
    """Mean luma between the inner lips, NaN where they are closed."""
    inside = filled([points[60:68].astype(np.float64)], NETWORK.size) > 0.9
    return float((frame @ _LUMA)[inside].mean()) if inside.sum() >= 20 else float("nan")
