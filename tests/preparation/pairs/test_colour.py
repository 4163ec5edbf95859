import numpy as np
import pytest

from mien.preparation.pairs.colour import matched, sharpened
from mien.preparation.pairs.regions import blurred

SIZE = 96


@pytest.fixture
def picture() -> np.ndarray:
    noise = np.random.default_rng(1).normal(0, 25, (SIZE, SIZE, 3)).astype(np.float32)
    return 120 + 3 * blurred(noise, 1.5)


@pytest.fixture
def skin() -> np.ndarray:
    inside = np.zeros((SIZE, SIZE), bool)
    inside[15:80, 15:80] = True
    return inside


NOTHING = np.zeros((SIZE, SIZE), np.float32)


@pytest.mark.parametrize("gain", [(0.8, 0.8, 0.8), (1.2, 0.95, 0.8)])
def test_exposure_and_white_balance_are_undone(picture, skin, gain):
    found = matched(picture * np.float32(gain), picture, skin, NOTHING)
    assert np.abs(found - picture)[skin].mean() < 1.5


def test_light_from_another_side_is_undone(picture, skin):
    slope = np.linspace(0.8, 1.2, SIZE, dtype=np.float32)[None, :, None]
    found = matched(picture * slope, picture, skin, NOTHING)
    assert np.abs(found - picture)[skin].mean() < 2


def test_a_fold_that_only_the_peak_has_stays(picture, skin):
    folded = picture.copy()
    folded[40:44, 30:60] -= 60
    found = matched(folded, picture, skin, NOTHING)
    assert (found - picture)[40:44, 30:60].mean() == pytest.approx(-60, abs=6)


def test_a_glint_on_part_of_the_skin_does_not_tint_the_rest(picture, skin):
    shining = picture.copy()
    shining[20:44, 20:44] = 250
    elsewhere = skin.copy()
    elsewhere[10:54, 10:54] = False
    found = matched(shining, picture, skin, NOTHING)
    assert np.abs(found - picture)[elsewhere].mean() < 1.5


def test_teeth_keep_their_hue(picture, skin):
    whites = NOTHING.copy()
    whites[60:70, 40:56] = 1
    redder = picture * np.float32((1.3, 1, 1))
    redder[60:70, 40:56] = 200
    teeth = matched(redder, picture, skin, whites)[60:70, 40:56].reshape(-1, 3).mean(0)
    assert np.ptp(teeth) < 1


def test_sharpness_is_matched_both_ways(picture, skin):
    soft = blurred(picture, 0.8)
    fine = [(one - blurred(one, 1.5))[skin].std() for one in (picture, soft)]
    for peak, neutral, wanted in ((soft, picture, fine[0]), (picture, soft, fine[1])):
        found = sharpened(peak, neutral, skin)
        assert (found - blurred(found, 1.5))[skin].std() == pytest.approx(wanted, rel=0.25)
