"""The oracle among the methods."""

import math
import pickle
from dataclasses import replace

import numpy as np
import pytest
from squares import FakeClip, FakeClips

from mien.errors import MienError
from mien.evaluation import Album, Entrant, Options, evaluate, illustrate
from mien.evaluation.entrant import MORPH, TRUTH
from mien.evaluation.markdown import to_markdown
from mien.evaluation.oracle import PeakMorph, morph
from mien.evaluation.page import to_html
from mien.evaluation.scene import take
from mien.evaluation.table import METRICS
from mien.evaluation.writing import to_json

OPTIONS = Options(size=96, progress=False)
WEAK = (0.0, 0.3, 0.6, 0.2)


@pytest.fixture
def weak():
    """A clip that ends below degree 1, and not with its greatest degree."""
    return FakeClips([FakeClip("a", "a", "happy", degrees=WEAK)])


@pytest.fixture
def report(clips, instruments, drawing):
    methods = {"half": Entrant.of(drawing(0.5)), MORPH: morph(clips.expressions)}
    return evaluate(clips, methods, instruments, OPTIONS)


def test_it_ends_at_the_clips_own_peak_whatever_its_degree(weak):
    one = take(weak, weak.clips[0], 96)
    drawn = PeakMorph(one).frames(one.frames[0], np.array([[0], [0.6]], np.float32))
    np.testing.assert_array_equal(drawn, one.frames[[0, 2]])


def test_halfway_to_a_weak_peak_it_is_halfway_there(weak):
    one = take(weak, weak.clips[0], 96)
    (frame,) = PeakMorph(one).frames(one.frames[0], np.array([[0.3]], np.float32))
    bright = np.flatnonzero(frame[:, 48].mean(axis=-1) > 140)
    ends = [np.flatnonzero(one.frames[at][:, 48].mean(axis=-1) > 140) for at in (0, 2)]
    assert bright.mean() == pytest.approx((ends[0].mean() + ends[1].mean()) / 2, abs=1)


def test_beyond_the_peak_it_knows_nothing(weak):
    one = take(weak, weak.clips[0], 96)
    with pytest.raises(AssertionError):
        PeakMorph(one).frames(one.frames[0], np.array([[1.0]], np.float32))


def test_what_is_measured_at_the_greatest_degree_alone_is_not_asked_of_it(report):
    found = report.row(MORPH).intervals
    asked = {metric.name: not metric.at_peak for metric in METRICS}
    assert {name: not math.isnan(found[name].value) for name in asked} == asked
    assert {name for name, one in asked.items() if not one} == {
        "sharpness",
        "displacement",
        "amplitude",
        "recognised",
    }
    assert math.isnan(found["kernel_distance"].value)
    assert not math.isnan(report.row(TRUTH).intervals["displacement"].value)


def test_it_begins_at_the_photo_and_its_motion_follows_the_degree(report):
    row = report.row(MORPH)
    assert row.unchanged == row.clips == 3
    assert row.intervals["at_zero"].value == 0
    assert row.intervals["spearman"].value == pytest.approx(1)


def test_it_is_compared_with_nobody_and_never_the_best(report, clips, drawing):
    assert {name for one in report.comparisons for name in (one.animator, one.other)} == {
        "still",
        "half",
    }
    methods = {"half": Entrant.of(drawing(0.5)), MORPH: morph(clips.expressions)}
    text = to_html(report, illustrate(report, Album(clips, methods, 96)))
    assert "happy by morph" in text
    row = next(line for line in text.splitlines() if line.startswith("<tr><th>morph (oracle)</th>"))
    assert 'class="best"' not in row


def test_the_tables_call_it_an_oracle_that_is_given_the_peak(report):
    text = to_markdown(report)
    assert "| morph (oracle) |" in text
    assert "it is given the true frame of the greatest degree" in text
    without = replace(report, rows=tuple(row for row in report.rows if row.animator != MORPH))
    assert "oracle" not in to_markdown(without)


def test_no_method_may_take_its_name(clips, instruments, drawing):
    with pytest.raises(MienError, match="'morph' is kept for the oracle"):
        evaluate(clips, {MORPH: Entrant.of(drawing())}, instruments, OPTIONS)


def test_its_figures_are_kept_and_it_can_go_to_another_process(clips, instruments, tmp_path):
    keeping = replace(OPTIONS, cache=tmp_path / "cache")
    methods = {MORPH: pickle.loads(pickle.dumps(morph(clips.expressions)))}
    first = evaluate(clips, methods, instruments, keeping)
    assert to_json(first) == to_json(evaluate(clips, methods, instruments, OPTIONS))
    assert len(list(keeping.cache.iterdir())) == 3 * 3
