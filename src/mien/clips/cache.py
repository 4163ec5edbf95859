"""Decoded clips in one array on disk: decoding a video at every step would starve the network."""

import hashlib
import json
import os
from collections.abc import Sequence
from copy import copy
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from mien.clips.clipset import Clip, ClipSet
from mien.clips.fingerprint import fingerprint


class FrameCache:
    """All frames of some clips at one size, memory-mapped.

    Attributes:
        clips: the clips, in the order of `frames` and `landmarks`.
        size: height and width of the cached frames in pixels.
        landmarks: of each clip, (frames, 68, 2) in pixels of the cached frames.
    """

    def __init__(self, clipset: ClipSet, clips: tuple[Clip, ...], size: int) -> None:
        self.clips = clips
        self.size = size
        scale = size / clipset.size
        self.landmarks = [(clipset.landmarks(clip) + 0.5) * scale - 0.5 for clip in clips]
        ends = np.cumsum([len(clip.degrees) for clip in clips])
        self._starts = [0, *ends[:-1].tolist()]
        self._frames = _open(clipset, clips, size, int(ends[-1]))

    def frames(self, index: int, which: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Some frames of the clip at `index`, (len(which), size, size, 3)."""
        return np.asarray(self._frames[self._starts[index] + which])

    def subset(self, which: Sequence[int]) -> "FrameCache":
        """The same cache, of some of its clips."""
        part = copy(self)
        part.clips = tuple(self.clips[index] for index in which)
        part.landmarks = [self.landmarks[index] for index in which]
        part._starts = [self._starts[index] for index in which]
        return part


def _open(clipset: ClipSet, clips: tuple[Clip, ...], size: int, total: int) -> NDArray[np.uint8]:
    """Map the file that holds these clips' frames, after making it if need be.

    Its name says which clips at which size, and what their files hold: clips that were prepared
    anew are decoded anew, and what was decoded before goes.
    """
    names = [clip.id for clip in clips]
    key = hashlib.sha256(json.dumps([names, size, total]).encode()).hexdigest()[:12]
    content = fingerprint(clipset.folder / clip.file for clip in clips)[:12]
    path = clipset.folder / "cache" / f"frames-{size}-{key}-{content}.npy"
    if not path.is_file():
        _make(path, clipset, clips, (total, size, size, 3))
        for stale in set(path.parent.glob(f"frames-{size}-{key}*.npy")) - {path}:
            stale.unlink(missing_ok=True)
    mapped: NDArray[np.uint8] = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped


def _make(
    path: Path, clipset: ClipSet, clips: tuple[Clip, ...], shape: tuple[int, int, int, int]
) -> None:
    path.parent.mkdir(exist_ok=True)
    # Several processes may decode at once; each writes a draft of its own.
    draft = path.with_suffix(f".{os.getpid()}.draft")
    array = np.lib.format.open_memmap(draft, mode="w+", dtype=np.uint8, shape=shape)
    jobs = Parallel(n_jobs=2, prefer="threads", return_as="generator")(
        delayed(_decoded)(clipset, clip, shape[1]) for clip in clips
    )
    start = 0
    for frames in tqdm(jobs, total=len(clips), desc=f"decoding clips at {shape[1]}", unit="clip"):
        array[start : start + len(frames)] = frames
        start += len(frames)
    array.flush()
    draft.replace(path)


def _decoded(clipset: ClipSet, clip: Clip, size: int) -> NDArray[np.uint8]:
    frames = clipset.frames(clip)
    if size == clipset.size:
        return frames
    resized = [
        Image.fromarray(frame).resize((size, size), Image.Resampling.BOX) for frame in frames
    ]
    return np.stack([np.asarray(picture) for picture in resized])
