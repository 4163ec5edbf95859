"""One clip of one photo: draw its variety, lay its frame, move, render and check it."""

from dataclasses import dataclass

import cv2
import numpy as np

from mien.errors import MienError
from mien.faces import landmarks68, landmarks478
from mien.faces.detector import Face
from mien.geometry import cut
from mien.ibug import eye_distance
from mien.preparation.jitter import jittered
from mien.preparation.puppet.compose import Scene
from mien.preparation.puppet.deform import displacement, motion
from mien.preparation.puppet.lids import fitted_to_eyes
from mien.preparation.puppet.model import Model
from mien.preparation.puppet.recipes import recipe
from mien.preparation.puppet.settings import Settings
from mien.preparation.puppet.sitter import Sitter
from mien.preparation.puppet.variety import Draw, drawn
from mien.types import Landmarks68, Picture, Plane

FINER = 1.5
"""Frames are drawn so many times larger and then averaged down."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Footage:
    """A finished clip.

    Attributes:
        frames: (frames, size, size, 3) uint8.
        landmarks: (frames, 68, 2), pixels of the frames.
        degrees: (frames,).
        draw: the variety in it.
        off: how far the landmarks of the last frame are from where the detector sees them, as a
            mean in distances between the eyes; NaN where it sees no face.
    """

    frames: np.ndarray
    landmarks: np.ndarray
    degrees: tuple[float, ...]
    draw: Draw
    off: float


def filmed(
    model: Model, photo: Sitter, expression: str, settings: Settings, rng: np.random.Generator
) -> Footage:
    """Make the clip of a photo and an expression; the same `rng` state gives the same clip."""
    draw = drawn(recipe(expression), model.mesh, settings.variety, rng)
    frame = jittered(photo.frame, photo.landmarks, settings.jitter, rng)
    large = round(FINER * settings.size)
    weights = fitted_to_eyes(model.mesh, photo.laid, draw.weights)
    moved = displacement(model.mesh, weights)
    named = dict(zip(model.mesh.units, weights.tolist(), strict=True))
    scene = Scene(
        model=model,
        picture=cut(photo.picture, frame, large).astype(np.float32),
        landmarks=frame.to_frame(photo.landmarks, large),
        motion=motion(photo.laid, moved, frame, large),
        folds=model.texture.folded(named, draw.folds),
    )
    degrees = tuple(float(d) for d in np.linspace(0, 1, settings.frames) * draw.strength)
    frames = np.stack([_averaged(scene.frame(degree), settings.size) for degree in degrees])
    points = _tracked(scene, degrees, settings.size)
    track = np.stack([landmarks68(of_frame) for of_frame in points])
    return Footage(
        frames=frames,
        landmarks=track,
        degrees=degrees,
        draw=draw,
        off=_off(frames[-1], points[-1], track[-1]),
    )


def _averaged(large: Picture, size: int) -> Picture:
    return np.asarray(cv2.resize(large, (size, size), interpolation=cv2.INTER_AREA))


def _tracked(scene: Scene, degrees: tuple[float, ...], size: int) -> list[Plane]:
    """Landmarks (478, 2) of each frame: as found in the photo, moved as the mesh moves them.

    That is exact in what counts, the motion; detecting them anew would add a pixel of noise.
    """
    assert scene.model.mesh.anchors is not None
    large = scene.picture.shape[0]
    step = scene.model.mesh.anchors.of(scene.motion.step)[:, :2]
    return [
        ((scene.landmarks + np.float32(degree) * step + 0.5) * (size / large) - 0.5).astype(
            np.float32
        )
        for degree in degrees
    ]


def _off(frame: Picture, points: Plane, track: Landmarks68) -> float:
    """How far the detector sees the landmarks from where they should be."""
    face = Face.around(points, points[[468, 473, 4, 61, 291]])
    try:
        seen = landmarks68(landmarks478(frame, face))
    except MienError:
        return float("nan")
    return float(np.linalg.norm(seen - track, axis=1).mean()) / eye_distance(track)
