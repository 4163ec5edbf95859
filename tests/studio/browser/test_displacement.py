"""What the browser says of a face's motion is what the runtime says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from javascript import evaluated

from mien.faces import Face, landmarks68
from mien.metrics.displacement import displacement
from mien.runtime.amounts import STEPS, calibration

CURVES = st.lists(st.floats(0.0, 0.2), min_size=5, max_size=5)


def test_steps_are_those_of_the_runtime():
    assert evaluated("browser/displacement.js", "it.STEPS", None) == list(STEPS)


def test_displacements_are_those_of_the_metric():
    rng = np.random.default_rng(3)
    still = rng.uniform(0, 400, (478, 3)).astype(np.float32)
    moved = (still + rng.normal(0, 4, still.shape)).astype(np.float32)
    found = evaluated(
        "browser/displacement.js",
        "it.displacement(given[0], given[1])",
        [moved.tolist(), still.tolist()],
    )
    expected = displacement(landmarks68(moved)[None], landmarks68(still))[0]
    assert found == pytest.approx(expected, rel=1e-5)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(CURVES, st.one_of(st.none(), st.floats(0.005, 0.3)))
def test_strengths_and_words_are_those_of_the_runtime(curve, amount):
    found = evaluated(
        "browser/displacement.js", "it.calibration('sad', given[0], given[1])", [curve, amount]
    )
    expected = calibration("sad", curve, amount)
    assert found["strength"] == pytest.approx(expected.strength, abs=0.0101)
    assert (found["outcome"], found["words"]) == (expected.outcome, expected.words)
    assert found["peak"] == expected.peak


def test_each_expression_is_measured_alone_and_in_order():
    asked = evaluated(
        "browser/displacement.js",
        """(async () => {
          const rows = [];
          const still = Array.from({ length: 478 }, (_, i) => [i, i * i % 97, 0]);
          const look = async (row) => {
            rows.push(row);
            return still.map(([x, y]) => [x + 10 * row[0] + 5 * row[1], y, 0]);
          };
          const found = await it.calibrations(["happy", "sad"], { happy: 1e-9 }, look);
          return { rows, found };
        })()""",
        None,
    )
    assert asked["rows"][0] == [0, 0]
    assert asked["rows"][1:6] == [[step, 0] for step in STEPS]
    assert asked["rows"][6:] == [[0, step] for step in STEPS]
    happy, sad = asked["found"]
    assert (happy["expression"], happy["outcome"]) == ("happy", "beyond")
    assert (sad["expression"], sad["outcome"]) == ("sad", "unknown")
    assert happy["peak"] == pytest.approx(2 * sad["peak"])


def test_a_face_is_scaled_as_by_the_runtime():
    face = Face((10.0, 20.0, 110.5, 140.0), 0.9, ((30.0, 50.0), (80.0, 51.0)))
    found = evaluated(
        "browser/detector.js",
        "it.scaledFace(given, 0.37)",
        {"box": face.box, "score": face.score, "points5": face.points5},
    )
    expected = face.scaled(0.37)
    assert np.allclose(found["box"], expected.box)
    assert np.allclose(found["points5"], expected.points5)
