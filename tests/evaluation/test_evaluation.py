import math
from dataclasses import replace

import numpy as np
import pytest
from squares import track

from mien.errors import MienError
from mien.evaluation import Entrant, Instruments, Options
from mien.evaluation import evaluate as measure
from mien.evaluation.table import METRICS
from mien.evaluation.writing import to_json

OPTIONS = Options(size=96, progress=False)


CLOSED = ("closed", "mouth_closed")


def evaluate(clips, drawings, instruments, options):
    methods = {name: Entrant.of(drawing) for name, drawing in drawings.items()}
    return measure(clips, methods, instruments, options)


def values(row):
    return {name: interval.value for name, interval in row.intervals.items()}


def test_the_truth_itself_is_perfect_by_every_figure(clips, instruments, drawing):
    report = evaluate(clips, {"drawn": drawing()}, instruments, OPTIONS)
    row, value = report.row("drawn"), values(report.row("drawn"))
    assert value == values(report.row("truth"))
    assert not any(math.isnan(one) for one in value.values())
    ones = (*CLOSED, "ssim", "mouth_ssim", "sharpness", "displacement", "spearman", "identity")
    assert {name: value[name] for name in ones} == pytest.approx(dict.fromkeys(ones, 1))
    zeros = ("st_lpips", "mouth_st_lpips", "kernel_distance", "at_zero", "reversals")
    zeros += ("curve_error", "akd", "akd_pixels", "lost")
    assert {name: value[name] for name in zeros} == pytest.approx(dict.fromkeys(zeros, 0))
    assert value["psnr"] == pytest.approx(10 * math.log10(255**2 * 12))
    assert (value["recognised"], value["recognised_spearman"]) == (0.5, pytest.approx(1))
    assert row.least_spearman == pytest.approx(1)
    assert row.unchanged == row.clips == 3


def test_the_unchanged_photo_is_always_there_and_closes_and_moves_nothing(clips, instruments):
    report = evaluate(clips, {}, instruments, OPTIONS)
    row, value = report.row("still"), values(report.row("still"))
    assert [value[name] for name in (*CLOSED, "displacement", "spearman")] == [0, 0, 0, 0]
    assert value["ssim"] < 0.99
    assert value["mouth_ssim"] < value["ssim"]
    assert value["mouth_st_lpips"] > value["st_lpips"] > 0
    assert value["akd"] > 0
    assert value["kernel_distance"] != 0
    assert row.unchanged == row.clips


def test_a_face_that_stands_still_is_perfectly_smooth_and_has_no_amplitude(clips, instruments):
    value = values(evaluate(clips, {}, instruments, OPTIONS).row("still"))
    assert (value["roughness"], value["reversals"], value["outside"]) == (0, 0, 0)
    assert value["displacement"] == 0
    assert value["curve_error"] > 0


def test_half_the_motion_is_half_the_displacement_and_lies_between(clips, instruments, drawing):
    report = evaluate(clips, {"half": drawing(0.5)}, instruments, OPTIONS)
    half, still = report.row("half").intervals, report.row("still").intervals
    assert half["displacement"].value == pytest.approx(0.5)
    assert 0 < half["closed"].value < 1
    assert half["mouth_closed"].value == pytest.approx(half["closed"].value, abs=0.05)
    assert still["ssim"].value < half["ssim"].value < 1


def test_a_method_that_moves_the_wrong_way_is_seen_to(clips, instruments, drawing):
    row = evaluate(clips, {"wrong": drawing(-1)}, instruments, OPTIONS).row("wrong")
    assert row.intervals["displacement"].value == pytest.approx(-1)
    assert row.intervals["closed"].value < 0


def test_a_method_that_changes_the_photo_at_degree_zero_is_counted(clips, instruments, drawing):
    nearly = drawing()
    frames = nearly.frames

    def touched(portrait, degrees):
        drawn = frames(portrait, degrees)
        drawn[0, 5, 5, 1] ^= 1
        return drawn

    nearly.frames = touched
    row = evaluate(clips, {"nearly": nearly}, instruments, OPTIONS).row("nearly")
    assert (row.unchanged, row.clips) == (0, 3)
    assert row.intervals["ssim"].value == 1
    assert row.intervals["at_zero"].value == pytest.approx(1 / 96 / 96 / 3)


def test_every_frame_is_drawn_at_its_own_degree_of_its_own_expression(clips, instruments, drawing):
    method = drawing(expressions=("sad", "happy"))
    evaluate(clips, {"m": method}, instruments, OPTIONS)
    happy, sad = method.asked[0], method.asked[-1]
    np.testing.assert_array_equal(happy, [[0, 0], [0, 0.5], [0, 1]])
    np.testing.assert_array_equal(sad, [[0, 0], [0.5, 0], [1, 0]])


def test_clips_of_an_expression_that_a_method_lacks_are_skipped_and_counted(
    clips, instruments, drawing
):
    report = evaluate(clips, {"m": drawing(expressions=("happy",))}, instruments, OPTIONS)
    assert report.skipped == {"m": {"sad": 1}}
    assert report.row("m").clips == 2
    assert report.row("still").clips == 3
    with pytest.raises(KeyError):
        report.row("m", "sad")


def test_only_the_split_and_the_expressions_asked_for_are_seen(clips, instruments):
    sad = evaluate(clips, {}, instruments, Options(size=96, expressions=("sad",), progress=False))
    assert {one.clip for one in sad.figures} == {"c-sad"}
    train = evaluate(clips, {}, instruments, Options(size=96, split="train", progress=False))
    assert {one.clip for one in train.figures} == {"d-train"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (Options(size=96, split="test"), "no clip to evaluate in the split 'test'"),
        (Options(size=96, expressions=("bored",)), "no clip of bored; it has happy, sad"),
        (Options(size=256), "256 pixels cannot be cut from clips of 104 pixels"),
    ],
)
def test_nothing_to_evaluate_is_said_at_once(clips, instruments, options, words):
    with pytest.raises(MienError, match=words):
        evaluate(clips, {}, instruments, options)


@pytest.mark.parametrize("name", ["still", "truth"])
def test_the_names_of_the_unchanged_photo_and_of_the_truth_are_reserved(
    clips, instruments, drawing, name
):
    with pytest.raises(MienError, match=f"'{name}' is kept"):
        evaluate(clips, {name: drawing()}, instruments, OPTIONS)


def test_missing_instruments_leave_their_figures_empty(clips, drawing):
    row = evaluate(clips, {"m": drawing(0.5)}, Instruments(), OPTIONS).row("m")
    empty = {name for name, value in values(row).items() if math.isnan(value)}
    assert empty == {
        *(metric.name for metric in METRICS if metric.needs),
        *(metric.share.name for metric in METRICS if metric.share),
        "kernel_distance",
    }
    assert math.isnan(row.least_spearman)


def test_an_expression_that_the_classifier_does_not_know_is_not_measured(clips, instruments):
    clips.clips = [replace(clip, expression="bored") for clip in clips.clips]
    value = values(evaluate(clips, {}, instruments, OPTIONS).row("truth"))
    assert math.isnan(value["recognised"])
    assert math.isnan(value["recognised_spearman"])
    assert value["identity"] == pytest.approx(1)


def test_where_no_face_is_found_nobody_is_recognised(clips, instruments):
    blind = replace(instruments, find=lambda picture: None)
    value = values(evaluate(clips, {}, blind, OPTIONS).row("truth"))
    assert math.isnan(value["identity"])
    assert math.isnan(value["recognised"])
    assert value["ssim"] == 1


def test_frames_in_which_the_face_is_lost_are_counted(clips, instruments, drawing):
    def careless(frames):
        found = track(frames)
        found[1:2] = np.nan
        return found

    lossy = replace(instruments, track=careless)
    value = values(evaluate(clips, {"m": drawing()}, lossy, OPTIONS).row("m"))
    assert value["lost"] == pytest.approx(1 / 3)
    assert math.isnan(value["akd"])


def test_a_step_spares_the_slow_metric_frames_but_never_the_last(clips, network, drawing):
    half = {"m": drawing(0.5)}
    every = evaluate(clips, half, Instruments(network=network), OPTIONS)
    seen, network.seen = network.seen, []
    second = evaluate(clips, half, Instruments(network=network, step=2), OPTIONS)
    assert len(network.seen) < len(seen)
    assert second.row("m").intervals["st_lpips"] != every.row("m").intervals["st_lpips"]
    peak = np.abs(
        clips.frames(clips.clips[0])[2, 4:100, 4:100].astype(float)
        - drawing(0.5).frames(clips.frames(clips.clips[0])[0, 4:100, 4:100], np.array([[1, 0]]))[0]
    )
    found = next(one for one in second.figures if (one.animator, one.clip) == ("m", "a-happy"))
    assert found.values["st_lpips"] == pytest.approx(peak.mean() / 127.5, rel=1e-4)


def test_the_true_frames_are_looked_at_once_for_all_methods(clips, network, drawing):
    evaluate(clips, {"m": drawing(0.5)}, Instruments(network=network), OPTIONS)
    one = len(network.seen)
    network.seen = []
    evaluate(clips, {"m": drawing(0.5), "n": drawing(0.2)}, Instruments(network=network), OPTIONS)
    # Three clips, two moved frames each, whole and mouth, and the peak for distances of sets.
    assert len(network.seen) - one == 3 * (2 * 2 + 1)


def test_equal_runs_give_equal_reports(clips, instruments, drawing):
    first, second = (evaluate(clips, {"m": drawing(0.5)}, instruments, OPTIONS) for _ in range(2))
    assert to_json(first) == to_json(second)


def test_amplitude_is_read_at_the_greatest_degree(clips, instruments, drawing):
    late = drawing()
    frames = late.frames
    late.frames = lambda portrait, degrees: frames(portrait, degrees**3)
    row = evaluate(clips, {"late": late}, instruments, OPTIONS).row("late")
    assert row.intervals["displacement"].value == pytest.approx(1)
    assert row.intervals["sharpness"].value == pytest.approx(1)


def test_the_least_spearman_is_that_of_the_worst_clip(clips, instruments, drawing):
    method = drawing()
    frames = method.frames

    def swapped(portrait, degrees):
        drawn = frames(portrait, degrees)
        return drawn[[0, 2, 1]] if len(method.asked) == 2 else drawn

    method.frames = swapped
    row = evaluate(clips, {"m": method}, instruments, OPTIONS).row("m")
    assert row.least_spearman == pytest.approx(0.5)
    assert row.intervals["spearman"].value == pytest.approx((1 + 0.5 + 1) / 3)
