from dataclasses import replace

import numpy as np
import pytest
from reports import write_report
from surveys import survey

from mien.errors import MienError
from mien.study.answers import TRUTH, Check, Intensity, Naming, Preference, Verdict
from mien.study.questions import KINDS
from mien.study.rehearsal import Manner, rehearse
from mien.study.scores import read_scores
from mien.study.statistics.rules import Rules, screen

STUDY = survey(*KINDS, people=20, trials=20)
GOODS = {"mien": 0.9, "convlstm": 0.5, "hp": 0.1, TRUTH: 1.0}
EVEN = Manner(rater_sd=0.0)


def uneven(clip):
    return GOODS[clip.method]


def scores(folder, **figures):
    seen = {"ssim": uneven, "recognised": lambda _: 0.8, "displacement": lambda _: 0.5}
    return read_scores(write_report(folder, STUDY, {**seen, **figures}))


@pytest.fixture
def answers(tmp_path):
    return rehearse(STUDY, scores(tmp_path), "ssim", EVEN, 60, 1)


def of(answers, kind):
    return [answer for answer in answers if isinstance(answer, kind)]


def test_a_choice_follows_the_metric_at_the_stated_slope(tmp_path, answers):
    merit = scores(tmp_path).merit("ssim", STUDY.clips.values())
    means = {clip.method: value for clip, value in merit.items()}
    pairs = [one for one in of(answers, Preference) if set(one.shown) == {"mien", "convlstm"}]
    share = np.mean([one.chosen == "mien" for one in pairs])
    wanted = 1 / (1 + np.exp(means["convlstm"] - means["mien"]))
    assert abs(share - wanted) < 3 * np.sqrt(0.25 / len(pairs))


def test_real_is_said_the_oftener_the_nearer_a_clip_is_to_the_truth(answers):
    verdicts = of(answers, Verdict)
    shares = {
        method: np.mean([one.said_real for one in verdicts if one.method == method])
        for method in GOODS
    }
    assert sorted(shares, key=lambda name: shares[name]) == ["hp", "convlstm", "mien", TRUTH]


def test_names_and_ratings_follow_what_was_measured_of_the_face(answers):
    named = [one.named == one.expression for one in of(answers, Naming)]
    assert abs(np.mean(named) - 0.8) < 0.05
    ratings = [one.rating for one in of(answers, Intensity)]
    assert abs(np.mean(ratings) - 50) < 2


def test_nobody_who_looks_is_excluded_even_where_nothing_can_be_told_apart(tmp_path):
    blind = replace(EVEN, slope=0.0)
    found = screen(rehearse(STUDY, scores(tmp_path), "ssim", blind, 60, 1), Rules())
    assert found.excluded == {}


def test_whoever_does_not_look_is_excluded(tmp_path):
    answers = rehearse(STUDY, scores(tmp_path), "ssim", replace(EVEN, cheaters=1.0), 60, 1)
    slow = [replace(a, seconds=4.0) if isinstance(a, Check) else a for a in answers]
    assert len(screen(slow, Rules()).excluded) > 0.95 * 60


def test_more_raters_answer_as_fewer_did(tmp_path):
    few, many = (rehearse(STUDY, scores(tmp_path), "ssim", EVEN, count, 1) for count in (2, 4))
    assert many[: len(few)] == few


def test_a_figure_that_a_question_needs_is_missed_in_words(tmp_path):
    lacking = scores(tmp_path, recognised=lambda _: None)
    with pytest.raises(MienError, match="'recognised'"):
        rehearse(STUDY, lacking, "ssim", EVEN, 1, 1)
