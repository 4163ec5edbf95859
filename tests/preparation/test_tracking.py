"""Which frames of a recording are looked at, and how its face is followed."""

from pathlib import Path

import numpy as np
import pytest
from moving import neutral, write_video

from mien.faces import find_faces
from mien.preparation.videos.listing import Recording
from mien.preparation.videos.tracking import (
    DETECT_EVERY,
    Mesh,
    Track,
    Untracked,
    timed_frames,
    track,
)

SMALL = {"height": 300, "width": 300}


@pytest.mark.parametrize(("fps", "step"), [(25, 1), (30, 1), (50, 2), (60, 2), (120, 4)])
def test_at_most_30_frames_a_second_are_looked_at(tmp_path: Path, fps: int, step: int):
    path = write_video(tmp_path / "a.mp4", np.zeros((24, 16, 16, 3), np.uint8), fps)
    seconds = [second for second, _ in timed_frames(one(path))]
    assert seconds == pytest.approx(np.arange(0, 24, step) / fps, abs=1e-3)


def test_only_the_part_from_start_to_end_counts(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", np.zeros((25, 16, 16, 3), np.uint8))
    seconds = [second for second, _ in timed_frames(one(path, start=0.2, end=0.4))]
    assert seconds == pytest.approx([0.2, 0.24, 0.28, 0.32, 0.36, 0.4])


def test_somebody_who_walks_in_later_is_seen():
    alone = neutral("cora", **SMALL)[0]
    nobody = np.full_like(alone, 128)
    frames = [np.hstack([alone, nobody])] * DETECT_EVERY
    frames += [np.hstack([alone, neutral("ben", **SMALL)[0]])]
    found = track(((index / 25, frame) for index, frame in enumerate(frames)), Mesh())
    assert isinstance(found, Untracked)
    assert found.fault.reason == "several faces"
    assert found.shown is frames[-1]


def test_a_lost_face_is_shown_where_it_was_lost():
    alone = neutral("cora", **SMALL)[0]
    nobody = np.full_like(alone, 128)
    frames = [alone, alone, nobody, nobody, alone]
    found = track(((index / 25, frame) for index, frame in enumerate(frames)), Mesh())
    assert isinstance(found, Untracked)
    assert (found.fault.reason, found.fault.figure) == ("face lost", 2)
    assert found.shown is nobody


def test_a_face_that_jumps_is_followed_or_found_again():
    picture, points = neutral("cora", **SMALL)
    frames = [picture, np.roll(picture, 12, 1), np.roll(picture, 12, 1)]
    found = track(((index / 25, frame) for index, frame in enumerate(frames)), Mesh())
    assert isinstance(found, Track)
    gone = found.landmarks - found.landmarks[0]
    assert gone[1:].mean((1, 2)) == pytest.approx([6, 6], abs=0.5)
    assert np.abs(found.landmarks[0] - points).max() < 6
    assert len(find_faces(picture)) == 1


def one(path: Path, **part: float) -> Recording:
    return Recording(id="a", path=path, person="ada", expression="happy", **part)
