from pathlib import Path

import numpy as np
import pytest

from mien.clips.fingerprint import END, fingerprint
from mien.media import write_clip

LARGE = 2 * END + 17


@pytest.mark.parametrize("place", [0, END - 1, LARGE - END, LARGE - 1])
def test_a_byte_near_either_end_of_a_large_file_counts(tmp_path: Path, place: int) -> None:
    path = tmp_path / "clip"
    content = bytearray(LARGE)
    path.write_bytes(content)
    before = fingerprint([path])
    content[place] = 1
    path.write_bytes(content)
    assert fingerprint([path]) != before


@pytest.mark.parametrize("size", [0, 1, END, END + 1, 2 * END])
def test_every_byte_of_a_smaller_file_counts(tmp_path: Path, size: int) -> None:
    path, seen = tmp_path / "clip", set()
    for place in {0, size // 2, size - 1} if size else {0}:
        content = bytearray(size)
        content[place : place + 1] = b"x" * min(size, 1)
        path.write_bytes(content)
        seen.add(fingerprint([path]))
    path.write_bytes(bytes(size + 1))
    seen.add(fingerprint([path]))
    assert len(seen) == len({0, size // 2, size - 1} if size else {0}) + 1


@pytest.mark.parametrize("kind", ["npz", "mp4"])
def test_other_frames_in_the_middle_of_a_large_clip_count(tmp_path: Path, kind: str) -> None:
    frames = np.random.default_rng(0).integers(0, 256, (9, 200, 200, 3), np.uint8)
    before, after = ((tmp_path / name / f"clip.{kind}") for name in ("before", "after"))
    for path in (before, after):
        path.parent.mkdir()
        write_clip(frames, path, fps=25)
        frames[4] = 255 - frames[4]
    assert before.stat().st_size > 2 * END
    assert fingerprint([before]) != fingerprint([after])


def test_the_order_of_clips_and_every_picture_of_a_folder_count(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for number in range(2):
            (tmp_path / name / f"{number}.png").write_bytes(f"{name}{number}".encode())
    a, b = tmp_path / "a", tmp_path / "b"
    before = fingerprint([a, b])
    assert before == fingerprint([a, b]) != fingerprint([b, a])
    (b / "1.png").write_bytes(b"other")
    assert fingerprint([a, b]) != before
