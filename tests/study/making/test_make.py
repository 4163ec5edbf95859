import re
import stat

import av
import numpy as np
import pytest

from mien.errors import MienError
from mien.media import read_frames, read_label
from mien.study.answers import TRUTH
from mien.study.design.booklet import booklet
from mien.study.making.make import Plan, make_study, raters_for_balance
from mien.study.making.screen import Extent, Wanted, common
from mien.study.making.sources import in_folders, shared
from mien.study.questions import KINDS
from mien.study.study import CLIPS, read_study, write_study

KNOWN = ("happy", "angry-open")
WANTED = Wanted(fps=10.0, seconds=0.8)


@pytest.fixture(scope="module")
def made(folders, tmp_path_factory):
    out = tmp_path_factory.mktemp("studies") / "faces"
    plan = Plan(questions=KINDS, trials=4, seed=3, wanted=WANTED, prolific="C0DE")
    return make_study(shared(in_folders(folders, KNOWN)), plan, out), out


def test_a_study_is_read_as_it_was_written(made, tmp_path):
    study, out = made
    assert read_study(out) == study
    write_study(study, tmp_path)
    assert read_study(tmp_path) == study


def test_all_clips_have_one_length_rate_and_size_and_no_mark(made):
    study, out = made
    for name in study.files:
        path = out / CLIPS / f"{name}.mp4"
        assert read_frames(path).shape == (8, 32, 32, 3)
        assert read_label(path) is None
        with av.open(str(path)) as container:
            assert container.streams.video[0].average_rate == 10


def test_names_say_nothing(made):
    study, out = made
    files = sorted(path.name for path in (out / CLIPS).iterdir())
    assert files == sorted(f"{name}.mp4" for name in study.files)
    assert all(re.fullmatch(r"[0-9a-f]{16}\.mp4", name) for name in files)
    listed = [clip.method for clip in study.clips.values()]
    assert listed != sorted(listed)


def test_the_secret_is_its_owners(made):
    _, out = made
    assert stat.S_IMODE((out / "secret").stat().st_mode) == 0o600


def test_a_damaged_clip_holds_the_same_tiles_elsewhere(made):
    study, out = made
    whole, damaged = next(iter(study.damaged.items()))
    before, after = (read_frames(out / CLIPS / f"{n}.mp4").astype(int) for n in (whole, damaged))
    assert abs(before.mean() - after.mean()) < 3
    assert np.abs(before - after).mean() > 10


def test_nothing_moves_in_a_stilled_clip(made):
    study, out = made
    frames = read_frames(out / CLIPS / f"{next(iter(study.stilled.values()))}.mp4").astype(int)
    assert (frames == frames[0]).all()


def test_clips_that_are_spoiled_are_real_ones_where_there_are_any(made):
    study, _ = made
    assert {study.clips[name].method for name in study.damaged} == {TRUTH}


def test_every_booklet_of_a_made_study_can_be_drawn_up(made):
    study, _ = made
    assert all(len(booklet(study, row)) > 20 for row in range(12))
    assert raters_for_balance(study) % len(study.blocks) == 0


def test_a_study_is_never_made_over_another(made, folders):
    _, out = made
    with pytest.raises(MienError, match="there already"):
        make_study(shared(in_folders(folders, KNOWN)), Plan(questions=("prefer",)), out)


@pytest.mark.parametrize(
    ("without", "plan", "word"),
    [
        ({"truth"}, Plan(questions=("real",)), "truth"),
        ({"hp", "convlstm"}, Plan(questions=("prefer",)), "2 methods"),
        ({"hp"}, Plan(questions=("best-of-n",)), "3 methods"),
        (set(), Plan(questions=("prefer",), trials=99), "fewer"),
        (set(), Plan(questions=("real",), trials=12), "real clips"),
    ],
)
def test_what_makes_no_study_is_refused_and_leaves_nothing(folders, tmp_path, without, plan, word):
    used = {name: folder for name, folder in folders.items() if name not in without}
    with pytest.raises(MienError, match=word):
        make_study(shared(in_folders(used, KNOWN)), plan, tmp_path / "study")
    assert [*tmp_path.iterdir()] == []


LONG, SHORT = Extent(width=64, height=64, seconds=2.0), Extent(width=32, height=48, seconds=1.0)


@pytest.mark.parametrize(("fit", "frames"), [("stretch", 15), ("hold", 20), ("cut", 10)])
def test_the_clips_decide_the_screen_and_none_is_enlarged(fit, frames):
    screen = common([LONG, SHORT], Wanted(fps=10.0, fit=fit))
    assert (screen.width, screen.height, screen.frames) == (32, 48, frames)


def test_a_large_clip_is_brought_to_what_a_page_has_room_for():
    extent = Extent(width=1920, height=1080, seconds=1.0)
    assert (common([extent], Wanted()).width, common([extent], Wanted()).height) == (512, 288)


def test_a_clip_is_not_cut_to_more_than_it_has():
    with pytest.raises(MienError, match="stretch"):
        common([LONG, SHORT], Wanted(fit="cut", seconds=1.5))
