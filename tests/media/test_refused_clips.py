"""Clips and targets that are refused: with a clear error, before any work, and nothing left."""

import numpy as np
import pytest
from written import CLIPS

from mien.errors import MienError
from mien.media import check_target, write_clip


def test_what_is_neither_an_option_nor_an_array_is_refused(tmp_path, frames):
    with pytest.raises(TypeError, match="loops"):
        write_clip(frames, tmp_path / "c.npz", fps=12.5, loops=True)


@pytest.mark.parametrize("fps", [0, -1, float("nan"), float("inf"), 1e6])
def test_an_impossible_frame_rate_is_refused(tmp_path, frames, fps):
    with pytest.raises(MienError, match="frames per second"):
        write_clip(frames, tmp_path / "c.mp4", fps=fps)


@pytest.mark.parametrize("name", CLIPS)
def test_frames_that_do_not_make_a_clip_are_refused(tmp_path, frames, name):
    bad = {
        "one size": [frames[0], frames[0, :32]],
        "not uint8": [frames[0], frames[0].astype(np.float32)],
        "(64, 80)": [frames[0, ..., 0]],
        "no frames": [],
    }
    for message, clip in bad.items():
        with pytest.raises(MienError) as caught:
            write_clip(clip, tmp_path / name, fps=25)
        assert message in str(caught.value)
    with pytest.raises(MienError, match="7 frames, and 9 were expected"):
        write_clip(frames, tmp_path / name, fps=25, total=9)
    assert not list(tmp_path.iterdir())


def test_formats_say_what_they_cannot_hold(tmp_path, frames):
    with pytest.raises(MienError, match="one picture"):
        write_clip(frames, tmp_path / "c.jpg", fps=25)
    with pytest.raises(MienError, match="at most 50"):
        write_clip(frames, tmp_path / "c.gif", fps=60)
    with pytest.raises(MienError, match="could not be written"):
        write_clip([np.zeros((8, 17000, 3), np.uint8)] * 2, tmp_path / "c.webp", fps=25)
    with pytest.raises(MienError, match="could not be written"):
        write_clip([np.zeros((8, 17000, 3), np.uint8)] * 2, tmp_path / "c.mp4", fps=25)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("c.avi", "no clip can be written as .avi"),
        ("missing/c.mp4", "does not exist"),
        ("file/c.mp4", "is not a folder"),
        ("folder.mp4", "is a folder"),
        ("file", "is a file"),
        ("full", "other files"),
    ],
)
def test_a_target_that_cannot_be_written_is_refused_before_any_work(tmp_path, name, message):
    (tmp_path / "file").touch()
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()

    def never():
        pytest.fail("a frame was asked for")
        yield

    with pytest.raises(MienError, match=message):
        check_target(tmp_path / name)
    with pytest.raises(MienError, match=message):
        write_clip(never(), tmp_path / name, fps=25)


def test_a_closed_folder_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("mien.media.targets.os.access", lambda *_: False)
    with pytest.raises(MienError, match="may not be changed"):
        check_target(tmp_path / "c.mp4")
