import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from clipsets import write_clipset

from mien.cli import main
from mien.clips import ClipSet
from mien.clips.join import join
from mien.errors import MienError


def _renamed(folder: Path, suffix: str, **changes: object) -> ClipSet:
    """A clip set like the usual one, whose clips and people have names of their own."""
    first = write_clipset(folder)
    landmarks = {f"{clip.id}{suffix}": first.landmarks(clip) + 1 for clip in first.clips}
    clips = tuple(
        replace(clip, id=f"{clip.id}{suffix}", person=f"{clip.person}{suffix}", **changes)
        for clip in first.clips
    )
    second = ClipSet(folder, first.size, clips)
    second.write(landmarks)
    return second


def test_all_clips_are_there_with_their_frames_landmarks_and_terms(tmp_path: Path) -> None:
    first = write_clipset(tmp_path / "a")
    second = _renamed(tmp_path / "b", "-2", licence="CC0-1.0", consent="yes")
    join([first.folder, second.folder], tmp_path / "both")
    both = ClipSet.read(tmp_path / "both")
    assert [clip.id for clip in both.clips] == [c.id for c in (*first.clips, *second.clips)]
    assert {clip.licence for clip in both.clips} == {"", "CC0-1.0"}
    for one in (first, second):
        for clip in one.clips:
            found = next(other for other in both.clips if other.id == clip.id)
            assert found == replace(clip, file=found.file)
            np.testing.assert_array_equal(both.frames(found), one.frames(clip))
            np.testing.assert_array_equal(both.landmarks(found), one.landmarks(clip))


def test_the_sets_stay_as_they_are(tmp_path: Path) -> None:
    first = write_clipset(tmp_path / "a")
    join([first.folder], tmp_path / "copy")
    for path in (tmp_path / "copy" / "clips").iterdir():
        path.unlink()
    assert first.frames(first.clips[0]).any()


def test_sets_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    first = write_clipset(tmp_path / "a")
    with pytest.raises(MienError, match="twice"):
        join([first.folder, first.folder], tmp_path / "out")
    turned = _renamed(tmp_path / "b", "-2")
    ClipSet(
        turned.folder, turned.size,
        tuple(
            replace(clip, person=clip.person.removesuffix("-2"),
                    split="val" if clip.split == "train" else "train")
            for clip in turned.clips
        ),
    ).write({clip.id: turned.landmarks(clip) for clip in turned.clips})  # fmt: skip
    with pytest.raises(MienError, match="one split only"):
        join([first.folder, turned.folder], tmp_path / "out")
    head = turned.folder / "clips.json"
    head.write_text(json.dumps(json.loads(head.read_text()) | {"size": 48}))
    with pytest.raises(MienError, match="one size"):
        join([first.folder, turned.folder], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_clip_set_is_never_overwritten(tmp_path: Path) -> None:
    first = write_clipset(tmp_path / "a")
    before = (first.folder / "clips.json").read_text()
    result = CliRunner().invoke(main, ["prepare", "join", str(first.folder), str(first.folder)])
    assert result.exit_code == 2
    assert "holds a clip set already" in result.output
    assert (first.folder / "clips.json").read_text() == before


def test_a_missing_video_is_named(tmp_path: Path) -> None:
    first = write_clipset(tmp_path / "a")
    (first.folder / first.clips[0].file).unlink()
    with pytest.raises(MienError, match="missing"):
        join([first.folder], tmp_path / "out")
    assert not (tmp_path / "out" / "clips.json").exists()


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    first = write_clipset(tmp_path / "a")
    second = _renamed(tmp_path / "b", "-2")
    arguments = ["prepare", "join", str(tmp_path / "c"), str(first.folder), str(second.folder)]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.output) == (
        0,
        f"12 clips of 6 people in {tmp_path / 'c'}\n",
    )
