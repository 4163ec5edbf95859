"""An oracle that knows the peak."""

import numpy as np
import pytest

from mien.methods.morph import Morph
from mien.methods.morph.animator import End

SIZE = 64


def _end(shift: float) -> End:
    """A dark disc on a bright ground, with landmarks round it."""
    y, x = np.mgrid[:SIZE, :SIZE]
    disc = np.hypot(x - 28 - shift, y - 32) < 9
    picture = np.where(disc, 40, 200)[..., None].repeat(3, axis=-1).astype(np.uint8)
    turn = np.linspace(0, 2 * np.pi, 68, endpoint=False)
    # Two rings, for points on one circle have no triangulation of their own.
    radius = np.where(np.arange(68) % 2, 9, 14)
    points = np.stack([28 + shift + radius * np.cos(turn), 32 + radius * np.sin(turn)], -1)
    return End(picture, points.astype(np.float32))


@pytest.fixture
def morph() -> Morph:
    return Morph(_end(0), _end(8), "happy")


def _centre(frame: np.ndarray) -> float:
    return float(np.nonzero(frame[..., 0] < 120)[1].mean())


def test_it_begins_at_the_portrait_and_ends_at_the_peak(morph: Morph):
    frames = morph.frames(_end(0).picture, np.array([[0], [1]], np.float32))
    np.testing.assert_array_equal(frames[0], _end(0).picture)
    np.testing.assert_array_equal(frames[1], _end(8).picture)


def test_in_between_things_move_with_their_landmarks_and_do_not_fade(morph: Morph):
    degrees = np.array([[0.25], [0.5], [0.75]], np.float32)
    frames = morph.frames(_end(0).picture, degrees)
    for frame, degree in zip(frames, degrees[:, 0], strict=True):
        assert _centre(frame) == pytest.approx(28 + 8 * degree, abs=0.5)
        assert frame[32, round(28 + 8 * degree)].max() < 60


def test_it_knows_one_clip_only(morph: Morph):
    assert morph.expressions == ("happy",)
    with pytest.raises(AssertionError, match="another clip"):
        morph.frames(_end(8).picture, np.array([[0.5]], np.float32))
