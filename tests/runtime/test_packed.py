import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mien.runtime.packed import (
    STEP,
    blended,
    doubled,
    packed,
    sampled,
    shaded,
    steps,
    unpacked,
)


def _picture(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (height, width, 4), np.uint8)


def test_words_hold_their_channels() -> None:
    picture = _picture(3, 5)
    np.testing.assert_array_equal(unpacked(packed(picture)), picture)


def test_whole_positions_return_the_pixels_to_the_bit() -> None:
    picture = _picture(6, 7)
    y, x = np.mgrid[:6, :7].astype(np.int32) * STEP
    np.testing.assert_array_equal(unpacked(sampled(packed(picture), x, y)), picture)


@given(x=st.floats(-3, 12, width=32), y=st.floats(-3, 9, width=32), height=st.integers(1, 6))
def test_positions_between_pixels_are_bilinear_within_one_level(
    x: float, y: float, height: int
) -> None:
    picture = _picture(height, 7)
    at = [steps(np.array([value], np.float32)) for value in (x, y)]
    found = unpacked(sampled(packed(picture), *at))[0]
    x, y = np.clip([x, y], 0, [6, height - 1])
    left, top = int(x), int(y)
    right, bottom = min(left + 1, 6), min(top + 1, height - 1)
    rows = picture[[top, bottom]].astype(float)
    upper, lower = rows[:, left] + (x - left) * (rows[:, right] - rows[:, left])
    # Positions and weights have eight bits each.
    assert np.abs(found - (upper + (y - top) * (lower - upper))).max() <= 2


def test_twice_the_resolution_keeps_every_pixel_to_the_bit() -> None:
    picture = _picture(9, 12)
    twice = doubled(picture)
    assert twice.shape == (18, 24, 4)
    np.testing.assert_array_equal(twice[::2, ::2], picture)


def test_half_a_pixel_away_a_fine_pattern_is_sharper_than_the_mean_of_its_neighbours() -> None:
    wave = np.rint(128 + 100 * np.cos(2 * np.pi * np.arange(64) / 3.5)).astype(np.uint8)
    between = doubled(np.tile(wave[None, :, None], (8, 1, 4)))[8, 1::2, 0].astype(float)
    true = 128 + 100 * np.cos(2 * np.pi * (np.arange(64) + 0.5) / 3.5)
    mean = (wave[:-1].astype(float) + wave[1:]) / 2
    inside = slice(8, 56)
    assert np.abs(between - true)[inside].mean() < np.abs(mean - true[:-1])[inside].mean() / 2


@given(st.floats(-0.496, 0.496))
def test_shade_is_a_share_of_each_channel_within_a_level_and_keeps_the_fourth(
    share: float,
) -> None:
    picture = _picture(5, 4)
    words = packed(picture).copy()
    shaded(words, np.full((5, 4), share, np.float32))
    found = unpacked(words)
    expected = np.clip(picture[..., :3] * (1 + share), 0, 255)
    assert np.abs(found[..., :3] - expected).max() <= 1.01
    np.testing.assert_array_equal(found[..., 3], picture[..., 3])


def test_no_shade_keeps_every_bit() -> None:
    picture = _picture(5, 4)
    words = packed(picture).copy()
    shaded(words, np.zeros((5, 4), np.float32))
    np.testing.assert_array_equal(unpacked(words), picture)


def test_opacity_zero_keeps_and_full_opacity_replaces() -> None:
    under, over = _picture(4, 4), _picture(4, 4)[::-1].copy()
    for opacity, expected in ((0, under), (255, over)):
        over[..., 3] = opacity
        mixed = unpacked(blended(packed(under), packed(over), grained=False))
        np.testing.assert_array_equal(mixed[..., :3], expected[..., :3])


def test_half_opacity_is_the_mean_of_both() -> None:
    under, over = _picture(4, 4), _picture(4, 4)[::-1].copy()
    over[..., 3] = 128
    mixed = unpacked(blended(packed(under), packed(over), grained=False))[..., :3]
    mean = (under[..., :3].astype(float) + over[..., :3]) / 2
    assert np.abs(mixed - mean).max() <= 1.5


def test_grain_is_added_to_what_is_laid_on_top() -> None:
    under, over = _picture(4, 4), np.full((4, 4, 4), 100, np.uint8)
    under[..., 3] = 128 - 7
    over[..., 3] = 255
    mixed = unpacked(blended(packed(under), packed(over), grained=True))
    assert (mixed[..., :3] == 93).all()
