"""The Extended Cohn-Kanade layout, as distributed, made of warped example portraits."""

import json
from pathlib import Path

import numpy as np
import pytest
from cohn_kanade import write_sequence
from moving import clip, turned
from PIL import Image, ImageFilter

from mien.clips import ClipSet
from mien.errors import MienError
from mien.preparation.ckplus import CKPlus, read_landmarks
from mien.preparation.prepare import Options, prepare
from mien.preparation.shelf import state_of

RISE = [0.0, 0.2, 0.5, 0.8, 1.0]
BEGUN = [0.4, 0.3, 0.1, 0.0, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
JUNK = (
    "cohn-kanade-images/.DS_Store",
    "cohn-kanade-images/S005/001/._S005_001_00000001.png",
    "Emotion/S005/Thumbs.db",
    "Landmarks/.DS_Store",
)
QUIET = Options(progress=False, val=("S010",))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three good sequences, and one for each thing that can be wrong."""
    root = tmp_path_factory.mktemp("ck")
    happy, surprised = "   5.0000000e+00\n", "   7.0000000e+00\n"
    write_sequence(root, "S005_001", *clip("ada", "happy", RISE, height=490), happy)
    write_sequence(root, "S010_001", *clip("ben", "surprised", RISE), surprised, grey=False)
    write_sequence(root, "S010_002", *clip("ben", "happy", RISE), happy, grey=False)

    write_faulty(root, happy)
    (root / "Emotion/S999/001").mkdir(parents=True)
    (root / "Emotion/S999/001/S999_001_00000011_emotion.txt").write_text(happy)
    for junk in JUNK:
        (root / junk).write_bytes(b"junk")
    return root


def write_faulty(root: Path, happy: str) -> None:
    """A sequence for each thing that can be wrong."""
    frames, track = clip("cora", "happy", RISE)
    write_sequence(root, "S050_001", frames, track[..., ::-1], happy)
    order = [0, 1, 2, 3, 4, 3, 2, 1]
    write_sequence(root, "S050_002", frames[order], track[order], happy)
    fog = [np.asarray(Image.fromarray(one).filter(ImageFilter.GaussianBlur(5))) for one in frames]
    write_sequence(root, "S050_003", np.stack(fog), track, happy)
    beside = track.copy()
    beside[:, 27:36, 0] += 30 * np.array(RISE)[:, None]
    looking = [
        turned(frame, track[0], 0.3 * step) for frame, step in zip(frames, RISE, strict=True)
    ]
    write_sequence(root, "S050_004", np.stack(looking), beside, happy)
    write_sequence(root, "S050_005", frames[:1], track[:1], happy)
    write_sequence(root, "S050_006", frames[[0, 0, 0]], track[[0, 0, 0]], happy)
    write_sequence(root, "S050_007", frames, track, happy)
    (root / "Landmarks/S050/007/S050_007_00000002_landmarks.txt").unlink()
    write_sequence(root, "S050_008", frames, track, happy)
    (root / "cohn-kanade-images/S050/008/S050_008_00000003.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    write_sequence(root, "S050_012", frames[::-1], track[::-1], happy)
    write_sequence(root, "S050_013", *clip("cora", "happy", BEGUN), happy)
    write_sequence(root, "S050_009", frames, track, None)
    write_sequence(root, "S050_010", frames, track, "   0.0000000e+00\n")
    write_sequence(root, "S050_011", frames, track, "happy")


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    prepare(CKPlus(root), out, QUIET)
    return out


def test_labelled_sequences_become_clips_of_even_degrees(out: Path):
    clipset = ClipSet.read(out)
    assert {clip.id: (clip.person, clip.expression, clip.split) for clip in clipset.clips} == {
        "S005_001": ("S005", "happy", "train"),
        "S010_001": ("S010", "surprised", "val"),
        "S010_002": ("S010", "happy", "val"),
    }
    for one in clipset.clips:
        assert one.degrees == (0, 0.25, 0.5, 0.75, 1)
        assert clipset.frames(one).shape == (5, 289, 289, 3)
        assert "Cohn-Kanade" in one.attribution
        assert one.consent


def test_grey_stays_grey_and_colour_colour(out: Path):
    clipset = ClipSet.read(out)
    grey, colour = (clipset.frames(clip).std(-1).max() for clip in clipset.clips[:2])
    assert (grey, colour > 10) == (0, True)


def test_landmarks_move_with_the_pixels_of_the_clip(out: Path):
    clipset = ClipSet.read(out)
    one = clipset.clips[0]
    track = clipset.landmarks(one)
    assert 0 < track.min() < track.max() < 289
    assert track[-1, 54, 0] > track[0, 54, 0] + 3, "the smile's corner goes out"
    eyes = np.hypot(*(track[0, 42:48].mean(0) - track[0, 36:42].mean(0)))
    assert 45 < eyes < 75


def test_each_planted_fault_is_refused_by_its_name(out: Path):
    facts = json.loads((out / "report.json").read_text())
    assert {one["id"]: one["reason"] for one in facts["refusals"]} == {
        "S050_001": "swapped landmarks",
        "S050_002": "peak in the middle",
        "S050_003": "blurred",
        "S050_004": "head turn",
        "S050_005": "too short",
        "S050_006": "no expression",
        "S050_007": "missing landmarks",
        "S050_008": "unreadable",
        "S050_009": "clip without label",
        "S050_010": "neutral",
        "S050_011": "unknown expression",
        "S050_012": "not neutral",
        "S050_013": "not neutral",
        "S999_001": "label without clip",
    }


def test_a_refusal_says_how_far_it_is_from_its_limit_and_shows_a_picture(out: Path):
    facts = json.loads((out / "report.json").read_text())
    blurred = next(one for one in facts["refusals"] if one["reason"] == "blurred")
    assert blurred["figure"] > blurred["limit"]
    page = (out / "report.html").read_text()
    assert page.count("data:image") == 3 * 3 + 9, "three clips, and all that was looked at"


def test_landmarks_that_are_added_later_make_a_sequence_anew(root: Path):
    item = next(one for one in CKPlus(root).items() if one.id == "S050_007")
    before = state_of(item)
    added = root / "Landmarks/S050/007/S050_007_00000002_landmarks.txt"
    added.write_text("1 1\n" * 68)
    after = state_of(item)
    added.unlink()
    assert state_of(item) == before != after


def test_landmarks_count_from_one_and_must_be_68(tmp_path: Path):
    path = tmp_path / "points.txt"
    path.write_text("   1.0000000e+00   2.5000000e+00\n" * 68)
    assert (read_landmarks(path) == (0.0, 1.5)).all()
    path.write_text("1 2\n" * 67)
    assert read_landmarks(path) is None
    path.write_text("one two\n" * 68)
    assert read_landmarks(path) is None


def test_an_empty_folder_is_no_such_set(tmp_path: Path):
    with pytest.raises(MienError, match="has no folder"):
        prepare(CKPlus(tmp_path), tmp_path / "out", QUIET)
    for name in ("cohn-kanade-images", "Landmarks", "Emotion"):
        (tmp_path / name).mkdir()
    with pytest.raises(MienError, match="no sequence with a label"):
        prepare(CKPlus(tmp_path), tmp_path / "out", QUIET)
    assert not (tmp_path / "out").exists()
