"""Several clip sets as one, such as recordings and photo pairs to train on together."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mien.clips.clipset import HEAD, ClipSet, check
from mien.errors import MienError


def join(folders: Sequence[Path], target: Path) -> ClipSet:
    """Write one clip set with all clips of several; their splits and terms stay with them.

    Where the file system can, the videos are the same files under a second name.

    Args:
        folders: clip sets of one size.
        target: folder of the new clip set; it must not hold one yet.

    Raises:
        MienError: sets that do not fit together: of several sizes, with a clip's or a file's name
            in two of them, or with a person in both splits.
    """
    if (target / HEAD).exists():
        raise MienError(f"{target} holds a clip set already: name a new folder.")
    sets = [ClipSet.read(folder) for folder in folders]
    sizes = {str(one.folder): one.size for one in sets}
    if len({*sizes.values()}) != 1:
        raise MienError(f"Clip sets of one size are needed; these are of {sizes}.")
    moved = [
        (one, clip, replace(clip, file=f"clips/{clip.id}{Path(clip.file).suffix}"))
        for one in sets
        for clip in one.clips
    ]
    clips = tuple(clip for _, _, clip in moved)
    check(target, clips)
    landmarks = {new.id: one.landmarks(old) for one, old, new in moved}
    for one, old, new in moved:
        _link(one.folder / old.file, target / new.file)
    joined = ClipSet(target, sets[0].size, clips)
    joined.write(landmarks)
    return joined


def _link(source: Path, target: Path) -> None:
    if not source.exists():
        raise MienError(f"{source} is missing: prepare that clip set again.")
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
        return
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
