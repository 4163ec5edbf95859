"""Planted faults: each is reported as what it is, and allowed where a user may know better."""

import cv2
import numpy as np
import pytest
from PIL import Image
from smiles import SIDE, Smile, shifted_nose

from mien.preparation.pairs import DOUBTS, Pairs, list_photos
from mien.preparation.pairs.checks import Evidence, doubts
from mien.preparation.sight import see
from mien.preparation.take import Refusal, Take


def blurred(picture: np.ndarray, sigma: float = 4) -> np.ndarray:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma))


def beside(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.concatenate([one, other], axis=1)


@pytest.fixture
def faults(sight, sight_of, smiling):
    """Neutral and peak picture of each planted fault."""
    neutral = sight.picture
    other = sight_of("ada")
    small = np.asarray(Image.fromarray(smiling).resize((150, 150)))
    return {
        "mirrored": (neutral, smiling[:, ::-1].copy()),
        "swapped": (smiling, neutral),
        "other person": (neutral, Smile().drawn(other, 1.0)),
        "head turn": (neutral, shifted_nose(sight, 0.7)),
        "no expression": (neutral, np.roll(neutral, (3, -5), (0, 1))),
        "blurred": (neutral, blurred(smiling)),
        "small": (small, smiling),
        "several faces": (neutral, beside(smiling, other.picture)),
        "no face": (neutral, np.full((SIDE, SIDE, 3), 128, np.uint8)),
    }


def test_a_good_pair_raises_no_doubt(sight, smiling_sight):
    assert list(doubts(Evidence(sight, smiling_sight, "happy"))) == []


@pytest.mark.parametrize("name", ["ada", "ben"])
def test_a_good_pair_of_another_person_raises_none(sight_of, name):
    peak = see(Smile().drawn(sight_of(name), 1.0), name)
    assert list(doubts(Evidence(sight_of(name), peak, "happy"))) == []


@pytest.mark.parametrize("fault", [*DOUBTS, "several faces", "no face"])
def test_a_planted_fault_is_refused_by_its_name(make, faults, fault):
    outcome = make(*faults[fault])
    assert isinstance(outcome, Refusal)
    assert outcome.reason == fault
    assert outcome.id == "cora-happy"
    assert outcome.detail.endswith(".")
    assert outcome.thumbnail is not None
    assert max(outcome.thumbnail.shape[:2]) <= 160


@pytest.mark.parametrize("fault", ["blurred", "no expression", "mirrored", "swapped"])
def test_what_a_user_allows_is_no_refusal(make, faults, fault):
    assert isinstance(make(*faults[fault], allow=(fault,)), Take)


def test_a_mirrored_neutral_photo_is_found_as_well(make, sight, smiling):
    outcome = make(sight.picture[:, ::-1].copy(), smiling)
    assert isinstance(outcome, Refusal)
    assert outcome.reason == "mirrored"


def test_a_direction_that_is_not_known_is_not_asked_about(make, faults):
    assert isinstance(make(*faults["swapped"], expression="wink"), Take)


def test_what_is_no_picture_is_refused(tmp_path, sight):
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    Image.fromarray(sight.picture).save(good)
    for content in (b"", b"no picture", good.read_bytes()[:5000]):
        bad.write_bytes(content)
        source = Pairs(list_photos(good, bad, "happy"))
        outcome = source.make(source.items()[0], np.random.default_rng(0))
        assert isinstance(outcome, Refusal)
        assert outcome.reason == "unreadable"
        assert outcome.thumbnail.shape == (80, 80, 3)


def test_a_photo_that_has_gone_since_listing_is_refused(tmp_path, sight):
    paths = tmp_path / "a.png", tmp_path / "b.png"
    for path in paths:
        Image.fromarray(sight.picture).save(path)
    source = Pairs(list_photos(*paths, "happy"))
    paths[1].unlink()
    assert source.make(source.items()[0], np.random.default_rng(0)).reason == "unreadable"
