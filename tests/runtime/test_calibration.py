"""Strengths that make one degree the same motion on all faces."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien import examples
from mien.errors import MienError
from mien.faces import Face, find_faces, landmarks
from mien.media import read_photo
from mien.metrics.displacement import displacement
from mien.runtime import load
from mien.runtime.amounts import LEAST, NEAR, STEPS, calibration, known_amounts
from mien.runtime.calibration import calibrate, displacements, face_of, strengths

AMOUNTS = st.floats(0.005, 0.3)


def face(left: float) -> Face:
    return Face((left, 0.0, left + 40, 40.0), 0.9, ((0.0, 0.0),) * 5)


@given(AMOUNTS, st.floats(1.0, 1.9))
def test_a_face_that_moves_evenly_gets_the_amount_over_its_peak(amount, times):
    peak = amount * times
    found = calibration("happy", [peak * step for step in STEPS], amount)
    assert found.outcome == "reached"
    assert found.strength == pytest.approx(1 / times, abs=0.0051)
    assert found.words == ""


@given(AMOUNTS, st.lists(st.floats(0.0, 0.4), min_size=5, max_size=5))
def test_what_is_called_reached_is_the_amount_and_all_else_is_said(amount, curve):
    found = calibration("happy", curve, amount)
    rising = np.maximum.accumulate(curve)
    moved = np.interp(found.strength, STEPS, rising)
    assert LEAST <= found.strength <= 1
    assert bool(found.words) == (found.outcome != "reached")
    steepest = np.diff(rising).max() / np.diff(STEPS).min()
    if found.outcome == "short":
        assert (found.strength, moved < NEAR * amount) == (1, True)
    elif found.outcome == "beyond":
        assert (found.strength, NEAR * moved > amount) == (LEAST, True)
    else:
        slack = amount * (1 / NEAR - 1) + 0.0051 * steepest
        assert moved == pytest.approx(amount, abs=slack + 1e-9)


@given(st.floats(0.02, 0.2), st.floats(0.02, 0.2), st.floats(0.3, 0.9))
def test_two_faces_that_reach_an_amount_move_alike_at_every_degree(one, other, share):
    amount = min(one, other) * max(share, LEAST * max(one, other) / min(one, other))
    if amount > min(one, other):
        return
    found = [calibration("happy", [peak * s for s in STEPS], amount) for peak in (one, other)]
    for degree in (0.25, 0.5, 1.0):
        moved = [degree * at.strength * at.peak for at in found]
        assert moved[0] == pytest.approx(moved[1], rel=0.025)


def test_an_expression_without_an_amount_stays_and_is_named():
    found = calibration("wink", [0.1] * 5, None)
    assert (found.strength, found.outcome, found.amount) == (1, "unknown", None)
    assert "wink" in found.words


def test_displacements_are_those_of_the_metric_of_each_expression_alone():
    still = np.random.default_rng(0).normal(100, 30, (68, 2)).astype(np.float32)
    away = np.random.default_rng(1).normal(0, 3, (2, 68, 2)).astype(np.float32)

    def draw(degrees):
        return np.full((2, 2, 3), np.round(np.asarray(degrees).sum() * 8) * 16, np.uint8), degrees

    def look(drawn):
        return still + np.tensordot(np.asarray(drawn[1], np.float32), away, 1)

    curves = displacements(draw, look, 2)
    for curve, moved in zip(curves, away, strict=True):
        points = np.stack([still + np.float32(step) * moved for step in STEPS])
        assert np.allclose(curve, displacement(points, still), rtol=1e-4)


def test_one_face_is_measured():
    faces = [face(0), face(100)]
    assert face_of(faces, "largest", "a.jpg") is face_of(faces, "whole", "a.jpg") is faces[0]
    assert face_of(faces, 2, "a.jpg") is faces[1]
    with pytest.raises(MienError, match="choose one"):
        face_of(faces, "all", "a.jpg")
    with pytest.raises(MienError, match="No face"):
        face_of([], "whole", "a.jpg")


@pytest.mark.parametrize(
    ("amounts", "said"),
    [({"wink": 0.1}, "unknown expression"), ({"happy": 0.0}, "amount"), ({"happy": 2.0}, "amount")],
)
def test_amounts_that_are_none_are_refused(tiny_bundle: Path, amounts, said):
    with pytest.raises(MienError, match=said):
        load(tiny_bundle).calibrate(examples.path("ada"), amounts=amounts)


@pytest.mark.slow
def test_a_real_face_moves_by_the_amounts_at_its_strengths():
    animator = load(threads=1)
    photo = read_photo(examples.path("ben"))
    sitting, seen = animator.sit(photo), find_faces(photo.picture)[0]
    found = calibrate(sitting, seen)
    assert {one.outcome for one in found} <= {"reached"}
    assert set(known_amounts()) == set(animator.expressions)
    origin = landmarks(photo.picture, seen)
    for row, one in zip(np.eye(len(found)), found, strict=True):
        points = landmarks(sitting.draw(row * strengths(found)[one.expression]), seen)
        moved = displacement(points[None], origin)[0]
        assert moved == pytest.approx(one.amount, rel=0.12, abs=0.002), one.expression


def test_a_face_is_measured_alike_in_a_small_photo_and_in_a_large_one(tiny_bundle: Path):
    animator = load(tiny_bundle, threads=1)
    picture = read_photo(examples.path("ada")).picture
    large = np.repeat(np.repeat(picture, 2, 0), 2, 1)
    small, twice = (animator.calibrate(one) for one in (picture, large))
    for one, other in zip(small, twice, strict=True):
        assert one.peak == pytest.approx(other.peak, rel=0.2)
