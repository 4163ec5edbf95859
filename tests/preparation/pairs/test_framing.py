import numpy as np
import pytest

from mien.faces.framing import CHIN, FOREHEAD
from mien.geometry import Frame
from mien.preparation.pairs.framing import CENTRE, FACE, ROLL, Jitter, frame_for
from mien.preparation.pairs.mesh import OVAL


def test_without_jitter_the_face_lies_where_clips_have_it(sight):
    points = frame_for(sight.points, Jitter()).to_frame(sight.points, 1)
    assert np.hypot(*(points[FOREHEAD] - points[CHIN])) == pytest.approx(FACE, rel=1e-4)
    outline = points[list(OVAL)] + 0.5
    assert (outline.min(0) + outline.max(0)) / 2 == pytest.approx(CENTRE, abs=1e-4)


def test_jitter_scales_shifts_and_turns_the_face(sight):
    jitter = Jitter(1.1, (0.04, -0.03), 5.0)
    points = frame_for(sight.points, jitter).to_frame(sight.points, 1)
    assert np.hypot(*(points[FOREHEAD] - points[CHIN])) == pytest.approx(1.1 * FACE, rel=1e-4)
    outline = points[list(OVAL)] + 0.5
    middle = (outline.min(0) + outline.max(0)) / 2
    assert middle == pytest.approx((CENTRE[0] + 0.04, CENTRE[1] - 0.03), abs=0.01)


def turn(points: np.ndarray) -> float:
    across = points[263] - points[33]
    return float(np.degrees(np.arctan2(across[1], across[0])))


@pytest.mark.parametrize("tilt", [0, 20])
@pytest.mark.parametrize("roll", [-60, -5, 0, 4, 60])
def test_a_head_is_turned_as_asked_but_no_further_than_clips_allow(sight, tilt, roll):
    tilted = sight.points @ Frame((0, 0), 1, tilt).axes.T
    points = frame_for(tilted, Jitter(roll=roll)).to_frame(tilted, 100)
    assert turn(points) == pytest.approx(np.clip(turn(tilted) + roll, -ROLL, ROLL), abs=1e-3)


def test_chance_decides_and_equal_chance_decides_equally():
    drawn = [Jitter.draw(np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
