import errno
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from clipsets import write_clipset

from mien.cli import main
from mien.clips import Clip, ClipSet
from mien.clips.join import join
from mien.errors import MienError
from mien.media import targets


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


def _both(tmp_path: Path) -> tuple[ClipSet, ClipSet, Path]:
    first, second = write_clipset(tmp_path / "a"), _renamed(tmp_path / "b", "-2")
    join([first.folder, second.folder], tmp_path / "both")
    return first, second, tmp_path / "both"


def test_joining_again_leaves_a_set_alone_whose_sources_are_the_same(tmp_path: Path) -> None:
    first, second, both = _both(tmp_path)
    (both / "cache").mkdir()
    before = {path: path.stat().st_mtime_ns for path in both.rglob("*")}
    join([first.folder, second.folder], both)
    assert {path: path.stat().st_mtime_ns for path in both.rglob("*")} == before


def test_joining_again_takes_over_what_has_changed_and_drops_what_is_gone(tmp_path: Path) -> None:
    first, second, both = _both(tmp_path)
    (both / "cache").mkdir()
    kept, changed, gone = first.clips[2], first.clips[0], second.clips[0]
    frames = first.frames(changed)[:, ::-1]
    (first.folder / changed.file).unlink()
    np.savez(first.folder / changed.file, frames=frames)
    less = ClipSet(second.folder, second.size, second.clips[1:])
    less.write({clip.id: second.landmarks(clip) for clip in less.clips})
    join([first.folder, second.folder], both)
    joined = ClipSet.read(both)
    found = {clip.id: clip for clip in joined.clips}
    assert gone.id not in found
    assert not list(both.rglob(f"{gone.id}*"))
    assert not (both / "cache").exists()
    np.testing.assert_array_equal(joined.frames(found[changed.id]), frames)
    np.testing.assert_array_equal(joined.frames(found[kept.id]), first.frames(kept))


def test_joining_again_takes_over_other_frames_of_the_same_clips(tmp_path: Path) -> None:
    first, second, both = _both(tmp_path)
    changed = first.clips[0]
    frames = first.frames(changed)[:, ::-1]
    np.savez(tmp_path / "new.npz", frames=frames)
    (tmp_path / "new.npz").replace(first.folder / changed.file)
    join([first.folder, second.folder], both)
    np.testing.assert_array_equal(ClipSet.read(both).frames(_clip_of(both, changed.id)), frames)


def _clip_of(folder: Path, name: str) -> Clip:
    (clip,) = (clip for clip in ClipSet.read(folder).clips if clip.id == name)
    return clip


def test_joining_again_takes_over_other_terms(tmp_path: Path) -> None:
    first, second, both = _both(tmp_path)
    clips = tuple(replace(clip, consent="no") for clip in first.clips)
    ClipSet(first.folder, first.size, clips).write(
        {clip.id: first.landmarks(clip) for clip in clips}
    )
    join([first.folder, second.folder], both)
    assert {clip.consent for clip in ClipSet.read(both).clips} == {"no", ""}


def test_a_joined_set_is_not_made_of_other_sets_or_of_itself(tmp_path: Path) -> None:
    first, _, both = _both(tmp_path)
    with pytest.raises(MienError, match="was joined of a, b: name a new folder"):
        join([first.folder], both)
    join([first.folder], tmp_path / "x" / "a")
    with pytest.raises(MienError, match="was joined of a: name a new folder"):
        join([tmp_path / "x" / "a"], tmp_path / "x" / "a")
    (both / "join.json").write_text("{")
    with pytest.raises(MienError, match="is damaged"):
        join([first.folder], both)


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path) -> None:
    first = write_clipset(tmp_path / "a")
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(MienError, match="holds other things"):
        join([first.folder], tmp_path)


@pytest.mark.parametrize("place", ["join.json", "landmarks.npz", "clips.json", "a-2.npz"])
@pytest.mark.parametrize("again", [False, True])
def test_a_full_disk_is_an_error_and_no_half_of_a_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, again: bool
) -> None:
    first, second, both = _both(tmp_path)
    if again:
        (first.folder / "clips.json").write_text((first.folder / "clips.json").read_text() + "\n")
    else:
        shutil.rmtree(both)
    words = ["prepare", "join", str(both), str(first.folder), str(second.folder)]
    full = OSError(errno.ENOSPC, "No space left on device")

    @contextmanager
    def lent(target: Path) -> Iterator[Path]:
        with targets.replacing(target) as draft:
            yield draft
            if target.name == place:
                raise full

    def closed(*_: object) -> None:
        raise full

    with monkeypatch.context() as patch:
        patch.setattr("mien.clips.join.replacing", lent)
        patch.setattr("mien.clips.clipset.replacing", lent)
        if place.startswith("a"):
            patch.setattr("mien.clips.join.os.link", closed)
            patch.setattr("mien.clips.join.shutil.copyfile", closed)
        result = CliRunner().invoke(main, words)
    assert (result.exit_code, "No space left on device. Make room" in result.stderr) == (2, True)
    assert not (both / "clips.json").exists()
    assert not list(both.glob(".*"))
    assert CliRunner().invoke(main, words).exit_code == 0
    assert len(ClipSet.read(both).clips) == 12
