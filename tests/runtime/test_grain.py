import numpy as np
import pytest

from mien.runtime import grain


def _noisy(sigma: float) -> np.ndarray:
    noise = np.random.default_rng(3).normal(0, sigma, (256, 256, 1))
    shade = np.linspace(60, 180, 256)[None, :, None]
    return np.clip(np.rint(shade + noise).repeat(3, 2), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("sigma", [2.0, 4.0])
def test_the_field_is_as_strong_as_the_photos_grain(sigma: float) -> None:
    measured = grain.strengths(_noisy(sigma), scale=1)
    field = grain.field(measured, (256, 256))[..., None].repeat(3, 2)
    np.testing.assert_allclose(grain.strengths(field, scale=1), measured, rtol=0.15)


def test_a_stronger_grain_is_measured_as_stronger_in_each_octave() -> None:
    weak, strong = (grain.strengths(_noisy(sigma), scale=8) for sigma in (2, 6))
    assert len(weak) == len(strong) == 3
    assert all(one < other for one, other in zip(weak, strong, strict=True))


def test_edges_are_not_taken_for_grain() -> None:
    picture = np.zeros((128, 128, 3), np.uint8)
    picture[:, 64:] = 255
    assert grain.strengths(picture, scale=1) == [0]


def test_a_network_finer_than_the_photo_adds_no_grain() -> None:
    assert grain.strengths(_noisy(4), scale=0.8) == []


def test_the_field_is_always_the_same_and_has_no_seam() -> None:
    field = grain.field([3.0, 2.0], (700, 1100))
    np.testing.assert_array_equal(field, grain.field([3.0, 2.0], (700, 1100)))
    away = np.abs(field[511].astype(int) - field[512])
    inside = np.abs(field[255].astype(int) - field[256])
    assert away.mean() < 1.5 * inside.mean()
    assert abs(int(field.max()) - grain.NONE) <= grain.LIMIT
