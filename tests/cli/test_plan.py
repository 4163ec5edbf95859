from pathlib import Path

import numpy as np
import pytest

from mien.bundle import read_card
from mien.cli.options import FORMATS, Options
from mien.cli.plan import planned
from mien.errors import MienError
from mien.media.targets import KINDS


@pytest.fixture
def plan(tmp_path, tiny_bundle, monkeypatch):
    monkeypatch.chdir(tmp_path)
    card = read_card(tiny_bundle)

    def run(photos="ada.jpg", expression="happy", **options):
        names = tuple(expression.split())
        paths = tuple(map(Path, photos.split()))
        return planned(Options(photos=paths, expression=names, **options), card)

    return run


def targets(items):
    return [f"{item.target}" for item in items]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["ada-happy.mp4"]),
        ({"degrees": "0.5"}, ["ada-happy.png"]),
        ({"degrees": "0.5", "format": "jpg"}, ["ada-happy.jpg"]),
        ({"format": "frames"}, ["ada-happy"]),
        ({"output": "clip.gif"}, ["clip.gif"]),
        ({"output": "clip.gif", "format": "gif"}, ["clip.gif"]),
        ({"output": "shots"}, ["shots"]),
        ({"output": "shots/"}, ["shots/ada-happy.mp4"]),
        ({"output": "shots", "format": "webm"}, ["shots/ada-happy.webm"]),
        ({"output": "{expression}_{photo}.webp"}, ["happy_ada.webp"]),
        ({"expression": "happy angry"}, ["ada-happy.mp4", "ada-angry.mp4"]),
        ({"expression": "all"}, ["ada-happy.mp4", "ada-angry.mp4"]),
        ({"expression": "happy happy"}, ["ada-happy.mp4"]),
        ({"photos": "ada.jpg sub/bob.png"}, ["ada-happy.mp4", "bob-happy.mp4"]),
        ({"photos": "ada.jpg ada.jpg"}, ["ada-happy.mp4"]),
        ({"photos": "a.jpg b.jpg", "output": "out"}, ["out/a-happy.mp4", "out/b-happy.mp4"]),
        ({"photos": "a.jpg b.jpg", "output": "{photo}.gif"}, ["a.gif", "b.gif"]),
    ],
)
def test_a_target_is_a_file_a_folder_or_a_pattern(plan, options, expected):
    assert targets(plan(**options)) == expected


def test_a_folder_that_is_there_may_have_a_dot_in_its_name(plan, tmp_path):
    (tmp_path / "clips.v2").mkdir()
    items = plan(expression="all", output="clips.v2")
    assert targets(items) == ["clips.v2/ada-happy.mp4", "clips.v2/ada-angry.mp4"]


def test_schedules_are_in_the_bundles_order_and_repeated(plan):
    (item,) = plan(expression="angry", degrees="0,1", times=2, fps=12)
    assert item.schedule.expressions == ("happy", "angry")
    assert item.schedule.degrees.tolist() == [[0, 0], [0, 1], [0, 0], [0, 1]]
    assert item.schedule.fps == 12


def test_keyframes_name_the_clip_and_its_expressions(plan, tmp_path):
    (tmp_path / "blend.csv").write_text("time,angry,happy\n0,1,0\n0.04,0,1\n")
    (item,) = plan(expression="", degrees="blend.csv")
    assert targets([item]) == ["ada-blend.mp4"]
    assert np.array_equal(item.schedule.degrees, [[0, 1], [1, 0]])


def test_every_kind_of_clip_has_a_format():
    kinds = {kind.removeprefix(".") or "frames" for kind in KINDS} - {"jpeg"}
    assert kinds == set(FORMATS)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"expression": "all", "output": "clip.mp4"}, "several clips cannot go to the one file"),
        ({"expression": "all", "output": "{photo}.mp4"}, "2 clips would be written to ada.mp4"),
        ({"photos": "a/ada.jpg b/ada.jpg"}, "a/ada.jpg, b/ada.jpg"),
        ({"output": "{who}.mp4"}, "unknown field {who}"),
        ({"output": "clip.gif", "format": "mp4"}, "is not --format mp4"),
        ({"output": "{photo}.avi"}, "avi"),
        ({"output": "deep/{photo}/x.mp4"}, "Make the folder first"),
        ({"output": "deep/down/"}, "Make the folder first"),
        ({"output": "clip.jpg"}, "one picture"),
        ({"expression": ""}, "add -e with happy, angry or all"),
        ({"expression": "bored"}, "unknown expression 'bored': this bundle has happy, angry"),
    ],
)
def test_what_cannot_be_is_refused_before_any_work(plan, options, words):
    with pytest.raises(MienError, match=words):
        plan(**options)


def test_a_photo_is_never_its_own_target(plan, tmp_path):
    (tmp_path / "ada-happy.png").write_bytes(b"photo")
    with pytest.raises(MienError, match="is the photo itself"):
        plan("ada-happy.png", output="ada-happy.png")
