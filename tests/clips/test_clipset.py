import json
from pathlib import Path

import numpy as np
import pytest
from clipsets import FRAMES, SIZE, write_clipset

from mien.clips import ClipSet
from mien.errors import MienError


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    written = write_clipset(tmp_path)
    clipset = ClipSet.read(tmp_path)
    assert clipset.clips == written.clips
    clip = clipset.clips[0]
    assert clipset.frames(clip).shape == (FRAMES, SIZE, SIZE, 3)
    assert clipset.landmarks(clip).shape == (FRAMES, 68, 2)


def test_splits_select_by_expression_too(tmp_path: Path) -> None:
    clipset = write_clipset(tmp_path)
    assert {clip.person for clip in clipset.split("val")} == {"cora"}
    assert {clip.expression for clip in clipset.split("train", ["angry"])} == {"angry"}
    assert len(clipset.split("train")) == 4


def test_what_is_to_be_learnt_must_be_shown_in_both_splits(tmp_path: Path) -> None:
    clipset = write_clipset(tmp_path)
    clipset.require(["happy", "angry"])
    with pytest.raises(MienError, match=r"no clips of wink to learn from.* shows: angry, happy"):
        clipset.require(["happy", "wink"])
    clips = tuple(one for one in clipset.clips if (one.person, one.expression) != ("cora", "angry"))
    with pytest.raises(MienError, match=r"no clips of angry to judge by.*shows: happy.*--val"):
        ClipSet(tmp_path, SIZE, clips).require(["happy", "angry"])


def test_a_head_of_before_attribution_and_consent_is_read(tmp_path: Path) -> None:
    write_clipset(tmp_path)
    path = tmp_path / "clips.json"
    head = json.loads(path.read_text())
    for clip in head["clips"]:
        del clip["attribution"], clip["consent"]
    path.write_text(json.dumps(head))
    assert {(clip.attribution, clip.consent) for clip in ClipSet.read(tmp_path).clips} == {("", "")}


def _edit(folder: Path, change: dict[str, object]) -> None:
    path = folder / "clips.json"
    head = json.loads(path.read_text())
    head["clips"][0] |= change
    path.write_text(json.dumps(head))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"split": "val"}, "one split only"),
        ({"split": "test"}, "'train' or 'val'"),
        ({"degrees": [0, 0.5, 1.2, 1, 1]}, r"\[0, 1\]"),
        ({"degrees": [0.1, 0.5, 1, 1, 1]}, "must be neutral"),
        ({"degrees": [0]}, "two frames"),
        ({"id": "ada-angry"}, "twice"),
        ({"colour": "red"}, "unknown keys"),
        ({"degrees": "all"}, "damaged"),
    ],
)
def test_a_head_that_would_teach_something_false_is_refused(
    tmp_path: Path, change: dict[str, object], words: str
) -> None:
    write_clipset(tmp_path)
    _edit(tmp_path, change)
    with pytest.raises(MienError, match=words):
        ClipSet.read(tmp_path)


def test_a_folder_without_a_head_is_no_clip_set(tmp_path: Path) -> None:
    with pytest.raises(MienError, match=r"no clips\.json"):
        ClipSet.read(tmp_path)


def test_a_video_of_another_length_than_promised_is_refused(tmp_path: Path) -> None:
    clipset = write_clipset(tmp_path)
    clip = clipset.clips[0]
    np.savez(tmp_path / clip.file, frames=np.zeros((2, SIZE, SIZE, 3), np.uint8))
    with pytest.raises(MienError, match="promises"):
        clipset.frames(clip)
