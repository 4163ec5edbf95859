"""What a reader of the page finds, and that the page needs nothing else."""

import base64
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image
from squares import FakeClip, FakeClips

from mien.evaluation import Album, Entrant, Instruments, Options, evaluate, illustrate
from mien.evaluation.page import to_html
from mien.evaluation.table import METRICS

OPTIONS = Options(size=96, progress=False)


class Page(HTMLParser):
    """The elements of a page: names and attributes."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def picture(uri):
    head, _, content = uri.partition(",")
    assert head == "data:image/jpeg;base64"
    return Image.open(io.BytesIO(base64.b64decode(content)))


@pytest.fixture
def entrants(drawing):
    return {
        "half": Entrant.of(drawing(0.5)),
        "<b>happy&": replace(
            Entrant.of(drawing(1.0, ("happy",))), parameters=2_500_000, minutes=12.5
        ),
    }


@pytest.fixture
def make(clips, instruments, entrants):
    def page(tools=instruments, **how):
        report = evaluate(clips, entrants, tools, OPTIONS)
        pictures = illustrate(report, Album(clips, entrants, 96), **how)
        return Page(to_html(replace(report, costs=pictures.costs), pictures))

    return page


def test_the_page_loads_nothing(make):
    page = make()
    for _, attributes in page.elements:
        for name in ("src", "href", "srcset", "data", "action", "xlink:href"):
            assert attributes.get(name, "data:").startswith("data:")
    assert not {"script", "link", "iframe", "object", "base"} & {tag for tag, _ in page.elements}
    assert not re.search(r"url\(|@import|https?:", page.text)


def test_every_method_expression_and_metric_is_named(make):
    text = make().text
    for name in ("still", "truth", "half", "<b>happy&", "happy", "sad", "All expressions"):
        assert name in text
    for metric in METRICS:
        assert metric.heading in text
        assert metric.note in text


def test_names_are_escaped(make):
    assert make().all("b")
    assert not any("happy&" in str(attributes) for attributes in make().all("i"))
    assert "<b>happy&" in make().text


def test_strips_are_jpegs_of_the_frames_side_by_side(make):
    rows = make().all("img")
    assert rows
    for row in rows:
        assert picture(row["src"]).size == (3 * 96, 96)
        assert "degrees 0.0, 0.5, 1.0" in row["alt"]


def test_the_truth_is_shown_as_it_is(make, clips):
    row = next(one for one in make().all("img") if "happy by truth" in one["alt"])
    frames = clips.frames(clips.clips[0])[:, 4:100, 4:100]
    bright = np.asarray(picture(row["src"]), float).mean(axis=-1) > 140
    expected = np.concatenate(list(frames), axis=1).mean(axis=-1) > 140
    assert (bright == expected).mean() > 0.995
    assert expected.any()


def test_one_person_of_the_split_is_shown_and_one_trained_on_if_asked_for(make):
    assert "Frames of a training person" not in make().text
    page = make(training_person=True)
    assert "Frames of an unseen person" in page.text
    assert "Frames of a training person" in page.text
    assert "d-train, person d" in page.text


def test_curves_have_a_point_for_every_frame_of_every_method(make):
    lines = [
        line["points"].split() for line in make().all("polyline") if "0,5" not in line["points"]
    ]
    assert len(lines) == 4
    assert {len(points) for points in lines} == {3}


def test_without_landmarks_there_are_no_curves(make, network):
    page = make(Instruments(network=network))
    assert "Figure 3" not in page.text
    assert not page.all("polyline")


def test_where_nothing_slow_was_measured_the_page_has_what_there_is(make):
    text = make(Instruments()).text
    assert "worst: " in text
    assert "SSIM" in text


def test_the_papers_figures_stand_beside_ours_and_the_difference_in_data_is_told(make):
    text = make().text
    for value in ("0.853", "0.930", "0.890", "0.924", "0.953", "0.958"):
        assert value in text
    assert "do not compare in level" in text
    assert "synthetic: photos that a face mesh has moved" in text


def test_costs_are_told_as_far_as_they_are_known(make):
    text = make().text
    assert "2.50" in text
    assert "12.5" in text
    half, happy = (
        text.partition("minutes of training")[2].split(name, 1)[1].split("\n")[0]
        for name in ("half", "<b>happy&")
    )
    assert happy.endswith("12.5")
    assert half.startswith("-")
    assert half.endswith("-")


def test_a_clip_set_of_one_person_and_expression_is_a_page_too(instruments, drawing):
    one = FakeClips([FakeClip("a", "a", "happy")])
    report = evaluate(one, {}, instruments, OPTIONS)
    page = Page(to_html(report, illustrate(report, Album(one, {}, 96))))
    assert "There is nothing to compare" in page.text
