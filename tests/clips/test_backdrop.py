import numpy as np
import pytest

from mien.clips.backdrop import backdrop, before

SIZE = 128
BEHIND = np.full((SIZE, SIZE, 3), 200, np.uint8)


def face(turn: float = 0.0) -> np.ndarray:
    """Landmarks that matter, of a face in the middle, turned by degrees about it."""
    points = np.full((68, 2), 64.0)
    points[0], points[16], points[8] = (40, 64), (88, 64), (64, 96)
    points[17:27] = (64, 56)
    points[36:42], points[42:48] = (52, 62), (76, 62)
    angle = np.radians(turn)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return ((points - 64) @ matrix.T + 64).astype(np.float32)


def frames(count: int = 3) -> np.ndarray:
    return np.repeat(np.full((1, SIZE, SIZE, 3), 50, np.uint8), count, 0)


def test_a_head_stands_before_another_picture_in_every_frame() -> None:
    placed = before(frames(), face(), BEHIND)
    assert placed.dtype == np.uint8
    assert (placed[:, 44:92, 52:76] == 50).all()
    for corner in (placed[:, :8, :8], placed[:, :8, -8:], placed[:, -8:, :8], placed[:, -8:, -8:]):
        assert (corner == 200).all()
    assert (placed == placed[0]).all()


def test_what_moves_beside_the_head_is_kept() -> None:
    moving = frames()
    moving[1:, 100:104, 4:8] = 90
    placed = before(moving, face(), BEHIND)
    np.testing.assert_allclose(placed[:, 102, 6, 0], [50, 90, 90], atol=2)
    assert (placed[:, 102, 30] == 200).all()


def test_the_head_is_followed_where_it_is_tilted() -> None:
    upright, tilted = (before(frames(1), face(turn), BEHIND)[0, ..., 0] for turn in (0, 90))
    np.testing.assert_allclose(np.rot90(upright, -1), tilted, atol=40)


def test_a_backdrop_is_made_of_another_picture_and_changes_with_chance() -> None:
    picture = np.zeros((SIZE, SIZE, 3), np.uint8)
    picture[..., 1] = np.linspace(100, 200, SIZE)[None]
    made = [backdrop(np.random.default_rng(seed), picture) for seed in (0, 0, 1)]
    assert made[0].shape == picture.shape
    assert (made[0][..., [0, 2]] == 0).all()
    assert made[0][..., 1].min() >= 95
    assert made[0][..., 1].max() <= 205
    np.testing.assert_array_equal(made[0], made[1])
    assert (made[0] != made[2]).any()


@pytest.mark.parametrize("seed", range(5))
def test_a_backdrop_hides_what_it_is_made_of(seed: int) -> None:
    checks = np.kron(np.indices((16, 16)).sum(0) % 2, np.ones((8, 8)))[..., None] * [255, 255, 255]
    made = backdrop(np.random.default_rng(seed), checks.astype(np.uint8))
    flat = made[..., 0].astype(float) > 127
    crossings = (flat[:, 1:] != flat[:, :-1]).sum(1).mean()
    assert crossings <= 9, "fifteen in the picture itself"
