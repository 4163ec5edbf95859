"""Adapter for puppet clips: photos re-rendered with a face mesh, listed in a `clips.csv`.

In that collection one expression can mean several things, and its last frame different amounts.
Here every expression means one thing (a style becomes an expression of its own), and degrees are
calibrated: 1 is the same amount for everyone.
"""

import csv
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien.clips.clipset import Clip, ClipSet
from mien.clips.degrees import degrees_in_time
from mien.errors import MienError
from mien.ibug import INNER_LIPS, MOUTH, eye_distance
from mien.media import read_frames

Row = Mapping[str, str]
Tracks = Mapping[str, NDArray[np.float32]]

OPEN = 0.06
"""Gap between the lips from which a smile counts as open, in distances between the eyes."""

STRONGEST = 1.1
"""The greatest amount that the recipes' strength gives: degree 1."""

_STYLES = {("angry", "recipe-1"): "angry-open", ("surprised", "recipe-1"): "surprised-wide"}


def adapt(source: Path, target: Path) -> ClipSet:
    """Copy puppet clips into a clip set.

    Args:
        source: folder with `clips.csv` and `clips/*/landmarks.npz`.
        target: folder of the clip set, made if it is missing.

    Raises:
        MienError: the source is not such a collection.
    """
    listing = source / "clips.csv"
    if not listing.is_file():
        raise MienError(f"{source} holds no puppet clips: it has no clips.csv.")
    with listing.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tracks = _tracks(source)
    if missing := [row["clip_id"] for row in rows if row["clip_id"] not in tracks]:
        raise MienError(f"{source} holds no landmarks of {len(missing)} clips, as of {missing[0]}.")
    full_smile = _full_smile(rows, tracks)
    clips = []
    for row in rows:
        track = tracks[row["clip_id"]]
        clips.append(_clip(row, track, _amount(row, track, full_smile)))
        copy = target / clips[-1].file
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / row["file"], copy)
    size = read_frames(target / clips[0].file).shape[1]
    clipset = ClipSet(target, size, tuple(clips))
    clipset.write(tracks)
    return clipset


def _clip(row: Row, track: NDArray[np.float32], amount: float) -> Clip:
    degrees = degrees_in_time(int(row["frames"])) * min(1.0, amount / STRONGEST)
    return Clip(
        id=row["clip_id"],
        file=f"{row['clip_id']}{Path(row['file']).suffix}",
        person=row["subject"],
        split="val" if row["split"] == "val" else "train",
        expression=_style(row, track),
        degrees=tuple(round(float(degree), 4) for degree in degrees),
        source=f"{row['source']}/{row['variant']}",
        licence=row["licence"],
    )


def _style(row: Row, track: NDArray[np.float32]) -> str:
    """What a clip shows, so that one name has one meaning."""
    if row["variant"] == "real":
        return "happy-real"
    if row["expression"] == "happy" and _lip_gap(track) < OPEN:
        return "happy-closed"
    return _STYLES.get((row["expression"], row["variant"]), row["expression"])


def _amount(row: Row, track: NDArray[np.float32], full_smile: float) -> float:
    """Strength of the last frame; smiles differ in shape too, so theirs is measured."""
    if row["expression"] == "happy":
        return min(STRONGEST, _mouth_motion(track) / full_smile)
    return float(row["strength"])


def _full_smile(rows: Sequence[Row], tracks: Tracks) -> float:
    """Motion of the mouth in the strongest recipe's smile at strength 1."""
    motions = [
        _mouth_motion(tracks[row["clip_id"]]) / float(row["strength"])
        for row in rows
        if (row["expression"], row["variant"]) == ("happy", "recipe-1")
    ]
    return float(np.mean(motions))


def _tracks(source: Path) -> dict[str, NDArray[np.float32]]:
    tracks = {}
    for path in sorted(source.glob("clips/*/landmarks.npz")):
        with np.load(path, allow_pickle=False) as archive:
            tracks.update({name: archive[name].astype(np.float32) for name in archive})
    return tracks


def _lip_gap(track: NDArray[np.float32]) -> float:
    gaps = [np.linalg.norm(track[-1, upper] - track[-1, lower]) for upper, lower in INNER_LIPS]
    return float(np.mean(gaps)) / eye_distance(track[0])


def _mouth_motion(track: NDArray[np.float32]) -> float:
    motion = track[-1, MOUTH] - track[0, MOUTH]
    return float(np.linalg.norm(motion)) / eye_distance(track[0])
