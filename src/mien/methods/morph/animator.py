"""Warp a portrait and a true peak frame onto each other's landmarks, and dissolve."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from skimage.transform import PiecewiseAffineTransform, warp

from mien.types import Picture

Points = NDArray[np.float64]


@dataclass(frozen=True)
class End:
    """A picture and where its landmarks lie, in pixels, (68, 2), x before y."""

    picture: Picture
    landmarks: NDArray[np.floating]


class Morph:
    """An animator for one clip, whose peak it knows: no method that sees the photo alone can.

    Landmarks go from the portrait's to the peak's on straight lines. Both pictures are warped onto
    them, each triangle between landmarks by its own affine map, and dissolve by the degree.

    Args:
        portrait: the clip's first frame.
        peak: its frame of degree 1.
        expression: of the clip.
    """

    def __init__(self, portrait: End, peak: End, expression: str) -> None:
        self.expressions = (expression,)
        self._ends = (portrait, peak)
        size = len(portrait.picture)
        self._shapes = [_with_border(end.landmarks, size) for end in self._ends]

    def frames(self, portrait: Picture, degrees: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Frames on the way from the clip's portrait to its peak.

        Args:
            portrait: the clip's own, (size, size, 3).
            degrees: (frames, 1) in [0, 1].

        Returns:
            (frames, size, size, 3).
        """
        assert np.array_equal(portrait, self._ends[0].picture), "the portrait of another clip"
        return np.stack([self._frame(float(degree)) for (degree,) in degrees])

    def _frame(self, degree: float) -> Picture:
        first, last = self._shapes
        shape = (1 - degree) * first + degree * last
        mixed = np.zeros(self._ends[0].picture.shape)
        for end, own, share in zip(self._ends, self._shapes, (1 - degree, degree), strict=True):
            if share:
                mixed += share * _warped(end.picture, shape, own)
        return mixed.round().clip(0, 255).astype(np.uint8)


def _warped(picture: Picture, shape: Points, own: Points) -> NDArray[np.float64]:
    """The picture with its own points moved to those of a shape, 0 to 255."""
    back = PiecewiseAffineTransform.from_estimate(shape, own)  # type: ignore[no-untyped-call]
    moved: NDArray[np.float64] = warp(  # type: ignore[no-untyped-call] # not annotated
        picture, back, order=1, mode="edge", preserve_range=True
    )
    return moved


def _with_border(landmarks: NDArray[np.floating], size: int) -> Points:
    """Landmarks, and points round the frame that keep still."""
    edge = np.linspace(0, size - 1, 5)
    across, down = np.meshgrid(edge, edge)
    border = np.stack([across, down], -1)[(across % (size - 1) == 0) | (down % (size - 1) == 0)]
    return np.concatenate([landmarks.astype(np.float64), border])
