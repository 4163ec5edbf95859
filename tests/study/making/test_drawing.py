import csv

import clipsets
import numpy as np
import pytest

from mien.errors import MienError
from mien.evaluation.entrant import Entrant, still
from mien.media import read_frames
from mien.study.answers import TRUTH
from mien.study.making.drawing import draw_clips, one_each
from mien.study.making.sources import in_table, shared


class Dimming:
    """Darkens the portrait by the degree; knows one expression."""

    expressions = ("happy",)

    def frames(self, portrait, degrees):
        shades = 1 - 0.5 * degrees[:, 0]
        return np.stack([(portrait * shade).astype(np.uint8) for shade in shades])


@pytest.fixture
def clip_set(tmp_path):
    return clipsets.write_clipset(tmp_path / "set")


@pytest.fixture
def methods():
    return {"dim": Entrant.of(Dimming(), digest="dim"), "still": still(clipsets.EXPRESSIONS)}


def test_each_method_and_the_truth_show_one_thing_at_one_length(tmp_path, clip_set, methods):
    chosen = one_each(clip_set.split("val"))
    table = draw_clips(clip_set, methods, chosen, 32, tmp_path / "out")
    found = shared(in_table(table))
    assert [(one.item, one.expression) for one in found.stimuli] == [("cora", "happy")]
    assert found.methods == ("dim", "still")
    clips = {clip.method: read_frames(path) for clip, path in found.paths.items()}
    assert {frames.shape for frames in clips.values()} == {(clipsets.FRAMES, 32, 32, 3)}
    assert clips["dim"][-1].mean() < 0.7 * clips["still"][-1].mean()
    true = clip_set.frames(chosen[1])[:, 2:-2, 2:-2]
    assert chosen[1].expression == "happy"
    assert abs(clips[TRUTH].astype(int) - true).mean() < 12


def test_a_method_draws_nothing_that_it_has_not_learnt(tmp_path, clip_set, methods):
    table = draw_clips(clip_set, methods, one_each(clip_set.split("val")), 32, tmp_path / "out")
    with table.open() as file:
        shown = {(row["method"], row["expression"]) for row in csv.DictReader(file)}
    assert ("still", "angry") in shown
    assert ("dim", "angry") not in shown


def test_of_one_person_and_expression_the_first_clip_is_shown(clip_set):
    clips = clip_set.split("train")
    assert one_each([*clips[::-1], *clips]) == sorted(clips, key=lambda one: one.id)


@pytest.mark.parametrize("name", ["truth", "spoiled", "a/b"])
def test_a_name_that_stands_for_something_else_is_refused(tmp_path, clip_set, name):
    with pytest.raises(MienError, match="name"):
        draw_clips(clip_set, {name: still(("happy",))}, [], 32, tmp_path / "out")
    assert not (tmp_path / "out").exists()
