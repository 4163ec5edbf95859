"""What is known of photos, of which nobody has the true clips."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from squares import SIZE, FakeClip, draw, points

from mien.bundle import FrameCard
from mien.errors import MienError
from mien.evaluation import Album, Entrant, Options, evaluate, illustrate
from mien.evaluation.markdown import to_markdown
from mien.evaluation.page import to_html
from mien.evaluation.photos import DEGREES, Photos, Sitter, read_photos
from mien.evaluation.table import METRICS
from mien.evaluation.writing import to_json
from mien.geometry import whole_frame

OPTIONS = Options(size=SIZE, progress=False)


def middle(degree, person="a"):
    return draw(FakeClip("", person, "happy"), degree)[4 : 4 + SIZE, 4 : 4 + SIZE]


class Sinking:
    """Lets the square of any photo sink, `share` of the way, and knows no clip."""

    def __init__(self, share=1.0, expressions=("happy", "sad")):
        self.share = share
        self.expressions = expressions

    def frames(self, portrait, degrees):
        person = next(p for p in "ab" if np.array_equal(portrait, middle(0, p)))
        return np.stack([middle(self.share * degree, person) for degree in degrees.max(axis=1)])


@pytest.fixture
def photos(tmp_path):
    sitters = []
    for person in "ab":
        path = tmp_path / f"{person}.png"
        Image.fromarray(middle(0, person)).save(path)
        sitters.append(Sitter(path, whole_frame(SIZE, SIZE), points(0) - np.float32(4)))
    return Photos(sitters, ("happy", "sad"), SIZE, {"wall.jpg": "No face was found."})


@pytest.fixture
def methods():
    return {
        "sinks": Entrant.of(Sinking()),
        "half": Entrant.of(Sinking(0.5)),
        "glad": Entrant.of(Sinking(1.0, ("happy",))),
    }


@pytest.fixture
def report(photos, methods, instruments):
    return evaluate(photos, methods, instruments, OPTIONS)


def test_a_photo_is_a_clip_of_each_expression_with_one_frame(photos):
    clips = photos.split("val")
    assert [clip.id for clip in clips] == ["a.png happy", "a.png sad", "b.png happy", "b.png sad"]
    assert {clip.degrees for clip in clips} == {DEGREES}
    np.testing.assert_array_equal(photos.frames(clips[0]), middle(0)[None])
    assert photos.landmarks(clips[0]).shape == (1, 68, 2)


def test_what_needs_no_truth_is_measured_and_nothing_else(report):
    found = report.row("sinks").intervals
    known = {metric.name for metric in METRICS if not math.isnan(found[metric.name].value)}
    assert known == {metric.name for metric in METRICS if not metric.truth}
    assert {"at_zero", "identity_photo", "spearman", "roughness", "outside", "recognised"} <= known
    assert math.isnan(found["kernel_distance"].value)
    assert {row.animator for row in report.rows} == {"still", "sinks", "half", "glad"}


def test_figures_are_those_of_the_motion_that_is_drawn(report):
    sinks, half, still = (report.row(name).intervals for name in ("sinks", "half", "still"))
    eye_distance = 40
    moved = 8 * 20 / 42 / eye_distance  # of 42 moving points the 20 of the mouth move
    assert sinks["amplitude"].value == pytest.approx(moved, rel=1e-5)
    assert half["amplitude"].value == pytest.approx(moved / 2, rel=0.02)
    assert still["amplitude"].value == 0
    assert sinks["spearman"].value > 0.98
    assert (still["spearman"].value, still["roughness"].value) == (0, 0)
    assert sinks["identity_photo"].value == pytest.approx(1)
    assert (sinks["at_zero"].value, sinks["recognised"].value) == (0, 0.5)
    assert report.row("sinks").unchanged == report.row("sinks").clips == 4


def test_intervals_are_over_photos(report):
    assert report.setting["people"] == report.row("sinks").intervals["amplitude"].people == 2


def test_methods_are_compared_by_what_is_known(report):
    metrics = {one.metric for one in report.comparisons}
    assert "spearman" in metrics
    assert not metrics & {metric.name for metric in METRICS if metric.truth}


def test_the_documents_have_no_truth_and_list_the_photos_without_a_face(report, photos, methods):
    pictures = illustrate(report, Album(photos, methods, SIZE))
    page, text = to_html(report, pictures), to_markdown(report)
    for told in (page, text):
        assert "wall.jpg: No face was found." in told
        assert "2 photos" in told
        assert "identity" not in told.partition("to the photo")[0]
        for absent in ("Table 3", "PSNR", "kernel distance", "<code>truth</code>"):
            assert absent not in told
    assert "Left out, since they do not know sad: glad" in page
    assert len(pictures.sitters) == 2
    assert all(strip.rows[0].name == "still" for one in pictures.sitters for strip in one.strips)
    assert json.loads(to_json(report))["setting"]["refused"] == photos.refused


def test_worst_is_who_is_least_like_the_photo(report, photos, methods):
    pictures = illustrate(report, Album(photos, methods, SIZE))
    assert {one.metric for one, _ in pictures.extremes["half"]} == {"identity_photo"}


def test_figures_of_photos_are_kept(photos, instruments, tmp_path):
    keeping = replace(OPTIONS, cache=tmp_path / "cache")
    methods = {"sinks": replace(Entrant.of(Sinking()), digest="sinks on photos")}
    first = evaluate(photos, methods, instruments, keeping)
    assert len(list(keeping.cache.iterdir())) == 2 * 4
    assert to_json(evaluate(photos, methods, instruments, keeping)) == to_json(first)


def test_a_folder_without_a_face_is_an_error_for_the_user(tmp_path):
    Image.new("RGB", (80, 80), "grey").save(tmp_path / "wall.png")
    (tmp_path / "notes.txt").touch()
    with pytest.raises(MienError, match=r"No photo of .* shows a face .*\(1 were looked at\)"):
        read_photos(tmp_path, FrameCard(), ("happy",))
    with pytest.raises(MienError, match="not a folder"):
        read_photos(tmp_path / "none", FrameCard(), ("happy",))
