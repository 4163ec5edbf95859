import numpy as np
import pytest

from mien.metrics.smoothness import curve_error, roughness


def moving(face, amounts):
    """The mouth moved to the right by so many pixels, frame by frame."""
    clip = np.repeat(face[None], len(amounts), axis=0)
    clip[:, 48:68, 0] += np.asarray(amounts, np.float32)[:, None]
    return clip


def test_equal_curves_have_no_error_and_a_constant_one_its_size():
    curve = np.linspace(0, 0.1, 7)
    assert curve_error(curve, curve) == 0
    assert curve_error(curve + 0.02, curve) == pytest.approx(0.02)
    assert curve_error([3, 0, 0, -4], [0, 0, 0, 0]) == pytest.approx(5 / 2)


def test_a_face_that_stands_still_or_moves_evenly_is_smooth(face):
    assert roughness(moving(face, [0, 0, 0, 0]), face) == 0
    assert roughness(moving(face, [0, 2, 4, 6]), face) == pytest.approx(0, abs=1e-6)


def test_a_jump_has_the_roughness_of_its_second_differences(face):
    # Second differences 4, -4 of 20 points in 42; eye distance 40.
    expected = np.sqrt(20 / 42 * 16) / 40
    assert roughness(moving(face, [0, 0, 4, 4]), face) == pytest.approx(expected)


def test_twice_the_jitter_is_twice_as_rough_and_the_size_does_not_matter(face):
    noise = np.random.default_rng(0).normal(size=(9, 68, 2)).astype(np.float32)
    once, twice = (roughness(face + scale * noise, face) for scale in (1, 2))
    assert twice == pytest.approx(2 * once, rel=1e-5)
    assert roughness(2 * (face + noise), 2 * face) == pytest.approx(once, rel=1e-5)


def test_a_shifted_clip_is_as_rough(face):
    clip = moving(face, [0, 1, 4, 5, 9])
    assert roughness(clip + 7, face) == pytest.approx(roughness(clip, face), rel=1e-5)


def test_two_frames_cannot_be_rough_or_smooth(face):
    assert np.isnan(roughness(moving(face, [0, 1]), face))
