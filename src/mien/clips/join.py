"""Several clip sets as one, such as recordings and photo pairs to train on together."""

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeAlias

from mien.clips.clipset import HEAD, LANDMARKS, Clip, ClipSet, check
from mien.clips.fingerprint import fingerprint
from mien.errors import MienError
from mien.media.targets import replacing

FORMAT: Final = 1
NOTE: Final = "join.json"
"""What a set was joined of; a folder without it was not joined, and is never written to."""

_Move: TypeAlias = tuple[ClipSet, Clip, Clip]
"""A set, one of its clips, and the same clip in the joined set."""


def join(folders: Sequence[Path], target: Path) -> ClipSet:
    """Write one clip set with all clips of several; their splits and terms stay with them.

    Where the file system can, the videos are the same files under a second name. A set that was
    joined of these sets before is made anew if one of them has changed, and else left alone.

    Args:
        folders: clip sets of one size.
        target: folder of the joined clip set.

    Raises:
        MienError: sets that do not fit together: of several sizes, with a clip's or a file's name
            in two of them, or with a person in both splits. A target that holds another clip set,
            or cannot be written.
    """
    former = _former(folders, target)
    sets = [ClipSet.read(folder) for folder in folders]
    sizes = {str(one.folder): one.size for one in sets}
    if len({*sizes.values()}) != 1:
        raise MienError(f"Clip sets of one size are needed; these are of {sizes}.")
    moves = [
        (one, clip, replace(clip, file=f"clips/{clip.id}{Path(clip.file).suffix}"))
        for one in sets
        for clip in one.clips
    ]
    joined = ClipSet(target, sets[0].size, tuple(clip for _, _, clip in moves))
    check(target, joined.clips)
    for one, clip, _ in moves:
        if not (one.folder / clip.file).exists():
            raise MienError(f"{one.folder / clip.file} is missing: prepare that clip set again.")
    note = {"format": FORMAT, "sets": _names(folders), "content": _content(sets)}
    if note != former or not (target / HEAD).exists():
        try:
            _write(joined, moves, note)
        except OSError as error:
            raise MienError(
                f"{target} cannot be written: {error.strerror or error}. Make room, and join the "
                "sets again."
            ) from error
    return joined


def _former(folders: Sequence[Path], target: Path) -> dict[str, Any]:
    """What the target was joined of before; empty if there is nothing.

    Raises:
        MienError: it was not joined, or it was of other sets.
    """
    if not (target / NOTE).exists():
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            held = "a clip set already" if (target / HEAD).exists() else "other things"
            raise MienError(f"{target} holds {held}: name a new folder.")
        return {}
    try:
        former = dict(json.loads((target / NOTE).read_text(encoding="utf-8")))
        names = list(former["sets"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MienError(f"{target / NOTE} is damaged: {error}. Name a new folder.") from error
    if names != _names(folders) or target.resolve() in [folder.resolve() for folder in folders]:
        raise MienError(f"{target} was joined of {', '.join(names)}: name a new folder.")
    return former


def _names(folders: Sequence[Path]) -> list[str]:
    return [folder.resolve().name for folder in folders]


def _content(sets: Sequence[ClipSet]) -> str:
    """What tells clip sets from the same sets changed."""
    found = hashlib.sha256()
    for one in sets:
        found.update((one.folder / HEAD).read_bytes())
        files = (LANDMARKS, *(clip.file for clip in one.clips))
        found.update(fingerprint(one.folder / file for file in files).encode())
    return found.hexdigest()


def _write(joined: ClipSet, moves: Sequence[_Move], note: dict[str, Any]) -> None:
    """Write a set; its head goes first and comes last, so that half a set is none."""
    landmarks = {new.id: one.landmarks(old) for one, old, new in moves}
    folder = joined.folder
    joined.remove()
    for name in ("cache", "clips"):
        shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / NOTE) as draft:
        draft.write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    (folder / "clips").mkdir()
    for one, old, new in moves:
        _link(one.folder / old.file, folder / new.file)
    joined.write(landmarks)


def _link(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
