import json

import pytest
from reports import write_report
from surveys import survey

from mien.errors import MienError
from mien.study.answers import TRUTH
from mien.study.scores import read_scores

STUDY = survey("prefer")
RANKS = {"mien": 0.9, "convlstm": 0.5, "hp": 0.1, TRUTH: 1.0}


def rank(clip):
    return RANKS[clip.method]


@pytest.mark.parametrize(
    ("metric", "measure"),
    [
        ("ssim", rank),
        ("st_lpips", lambda clip: 1 - rank(clip)),
        ("sharpness", lambda clip: 2 - rank(clip)),
        ("sharpness", rank),
    ],
)
def test_merit_is_greater_where_a_figure_is_better_whichever_way_it_runs(tmp_path, metric, measure):
    scores = read_scores(write_report(tmp_path, STUDY, {metric: measure}))
    merit = scores.merit(metric, STUDY.clips.values())
    drawn = [value for clip, value in merit.items() if clip.method != TRUTH]
    assert sum(drawn) == pytest.approx(0)
    assert sum(value**2 for value in drawn) / len(drawn) == pytest.approx(1)
    by_method = {clip.method: value for clip, value in merit.items()}
    assert sorted(by_method, key=lambda name: by_method[name]) == ["hp", "convlstm", "mien", TRUTH]


def test_of_several_clips_of_one_thing_the_mean_counts(tmp_path):
    path = write_report(tmp_path, STUDY, {"ssim": rank}) / "report.json"
    document = json.loads(path.read_text())
    document["figures"].append({**document["figures"][0], "ssim": 0.0})
    path.write_text(json.dumps(document))
    first = next(iter(STUDY.clips.values()))
    assert read_scores(tmp_path).value("ssim", first) == pytest.approx(rank(first) / 2)


@pytest.mark.parametrize(
    ("metric", "measure", "word"),
    [
        ("roughness", rank, "Choose one of: ssim"),
        ("nonsense", rank, "Choose one of"),
        ("ssim", lambda _: 0.5, "same of all"),
        ("ssim", lambda clip: None if clip.method == "hp" else 0.5, "hp's clip of person"),
    ],
)
def test_a_figure_that_says_nothing_is_refused_in_words(tmp_path, metric, measure, word):
    scores = read_scores(write_report(tmp_path, STUDY, {metric: measure}))
    with pytest.raises(MienError, match=word):
        scores.merit(metric, STUDY.clips.values())


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"format": 2, "metrics": [{}]}'])
def test_what_is_no_report_is_refused_in_words(tmp_path, text):
    (tmp_path / "report.json").write_text(text)
    with pytest.raises(MienError, match=r"report\.json"):
        read_scores(tmp_path)
