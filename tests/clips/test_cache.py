"""Decoded frames on disk follow the clips."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from clipsets import SIZE, write_clipset

from mien.clips import ClipSet
from mien.clips.cache import FrameCache
from mien.errors import MienError


@pytest.fixture
def clipset(tmp_path: Path) -> ClipSet:
    return write_clipset(tmp_path / "clips")


def opened(clipset: ClipSet, split: str = "val", size: int = SIZE) -> FrameCache:
    return FrameCache(clipset, clipset.split(split), size)


def files(clipset: ClipSet) -> set[Path]:
    return set((clipset.folder / "cache").iterdir())


def shown(cache: FrameCache, index: int = 0) -> np.ndarray:
    return cache.frames(index, np.arange(len(cache.clips[index].degrees)))


def repaint(clipset: ClipSet, index: int) -> np.ndarray:
    """Let a clip show something else, in a file of the same size."""
    path = clipset.folder / clipset.split("val")[index].file
    size, frames = path.stat().st_size, 255 - clipset.frames(clipset.split("val")[index])
    np.savez(path, frames=frames)
    assert path.stat().st_size == size
    return frames


def test_clips_are_decoded_once_and_landmarks_scaled(clipset: ClipSet) -> None:
    half = opened(clipset, size=SIZE // 2)
    (path,) = files(clipset)
    before = path.stat().st_mtime_ns
    opened(clipset, size=SIZE // 2)
    assert path.stat().st_mtime_ns == before
    expected = (clipset.landmarks(half.clips[0]) - 0.5) / 2
    assert np.abs(half.landmarks[0] - expected).max() < 1e-4


@pytest.mark.parametrize("index", [0, 1])
def test_a_clip_that_was_prepared_anew_is_decoded_anew(clipset: ClipSet, index: int) -> None:
    opened(clipset)
    frames = repaint(clipset, index)
    np.testing.assert_array_equal(shown(opened(clipset), index), frames)
    other = 1 - index
    whole = clipset.frames(clipset.split("val")[other])
    np.testing.assert_array_equal(shown(opened(clipset), other), whole)


def test_what_is_stale_goes_and_what_is_not_stays(clipset: ClipSet) -> None:
    opened(clipset)
    stale = files(clipset)
    (older,) = stale
    earlier = older.with_name(f"{older.stem.rpartition('-')[0]}.npy")
    shutil.copyfile(older, earlier)  # as versions named it that did not look at the content
    opened(clipset, "train")
    opened(clipset, size=SIZE // 2)
    kept = files(clipset) - stale - {earlier}
    repaint(clipset, 0)
    opened(clipset)
    assert kept < files(clipset)
    assert not (stale | {earlier}) & files(clipset)
    assert len(files(clipset)) == 3


def test_a_frame_cache_in_use_is_not_disturbed_by_a_newer_one(clipset: ClipSet) -> None:
    before = opened(clipset)
    frames = shown(before).copy()
    repaint(clipset, 0)
    opened(clipset)
    np.testing.assert_array_equal(shown(before), frames)


def test_a_copied_clip_set_needs_no_decoding(clipset: ClipSet, tmp_path: Path) -> None:
    opened(clipset)
    copied = shutil.copytree(clipset.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    (path,) = files(clipset)
    before = (copied / "cache" / path.name).stat().st_mtime_ns
    opened(ClipSet.read(copied))
    assert (copied / "cache" / path.name).stat().st_mtime_ns == before


def test_a_clip_that_is_missing_is_named_though_its_frames_are_there(clipset: ClipSet) -> None:
    opened(clipset)
    (clipset.folder / clipset.split("val")[1].file).unlink()
    with pytest.raises(MienError, match=r"cora-angry\.npz cannot be read"):
        opened(clipset)
