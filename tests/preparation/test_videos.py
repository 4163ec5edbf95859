"""Recordings, made of warped example portraits, become clips or are refused for what is wrong."""

import json
from pathlib import Path

import numpy as np
import pytest
from moving import clip, neutral, turned, write_video
from PIL import Image, ImageFilter
from recordings import encode_at, turn_flag

from mien.clips import ClipSet
from mien.errors import MienError
from mien.media import write_clip
from mien.preparation.prepare import Options, prepare
from mien.preparation.shelf import state_of
from mien.preparation.take import Refusal, Take, Terms
from mien.preparation.videos import Settings, Videos, dlib68

QUIET = Options(progress=False)
SMALL = {"height": 360, "width": 480}
RISE = [0.0] * 4 + [0.2, 0.4, 0.6, 0.8, 1.0, 1.0]
RNG = np.random.default_rng(0)


def blurred(frames: np.ndarray) -> np.ndarray:
    soft = [Image.fromarray(one).filter(ImageFilter.GaussianBlur(5)) for one in frames]
    return np.stack([np.asarray(one) for one in soft])


@pytest.fixture(scope="module")
def good() -> dict[str, np.ndarray]:
    return {
        "ada/happy/1": clip("ada", "happy", RISE, **SMALL)[0],
        "cora/surprised": clip("cora", "surprised", RISE, **SMALL)[0],
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, good: dict[str, np.ndarray]) -> Path:
    """Two good recordings, one of them a folder of pictures, and one for each fault."""
    root = tmp_path_factory.mktemp("recordings")
    write_video(root / "ada/happy/1.mp4", good["ada/happy/1"])
    (root / "cora").mkdir()
    write_clip(good["cora/surprised"], root / "cora/surprised", fps=25, label=None)

    frames = good["cora/surprised"]
    write_video(root / "eve/fog.mp4", blurred(frames))
    write_video(root / "eve/still.mp4", frames[:1].repeat(5, 0))
    lost = frames[:6].copy()
    lost[4:] = 128
    write_video(root / "eve/lost.mp4", lost)
    write_video(root / "eve/two.mp4", np.concatenate([frames[:4], good["ada/happy/1"][:4]], 2))
    walking = [np.roll(one, 12 * max(0, at - 3), 1) for at, one in enumerate(frames)]
    write_video(root / "eve/walking.mp4", np.stack(walking))
    points = neutral("cora", **SMALL)[1]
    turning = [turned(one, points, 0.08 * max(0, at - 3)) for at, one in enumerate(frames)]
    write_video(root / "eve/turning.mp4", np.stack(turning))
    write_video(root / "eve/single.mp4", frames[:1])
    write_video(root / "eve/sudden.mp4", frames[[0, 0, 0, 9, 9, 9, 9]])
    write_video(root / "eve/surprised/backwards.mp4", frames[::-1])
    (root / "eve/damaged.mp4").write_bytes(b"no video at all")
    whole = write_video(root / "eve/cut.mp4", frames).read_bytes()
    (root / "eve/cut.mp4").write_bytes(whole[: len(whole) // 2])
    write_video(root / "lonely.mp4", frames[:1])
    return root


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    prepare(Videos(root, "folders", Settings(terms=Terms(licence="CC0-1.0"))), out, QUIET)
    return out


def test_recordings_become_clips_from_neutral_to_the_peak(out: Path):
    clipset = ClipSet.read(out)
    assert {(one.id, one.person, one.expression) for one in clipset.clips} == {
        ("ada-happy-1", "ada", "happy"),
        ("cora-surprised", "cora", "surprised"),
    }
    for one in clipset.clips:
        assert len(one.degrees) in {6, 7}, "the redundant frames before and after are gone"
        assert (one.degrees[0], one.degrees[-1], one.licence) == (0, 1, "CC0-1.0")
        assert one.degrees == tuple(sorted(one.degrees))
        assert clipset.frames(one).shape[1:] == (289, 289, 3)
        track = clipset.landmarks(one)
        assert 0 < track.min() < track.max() < 289


def test_the_frames_are_those_of_the_landmarks(out: Path):
    clipset = ClipSet.read(out)
    one = next(clip for clip in clipset.clips if clip.person == "cora")
    frames = clipset.frames(one).astype(int)
    change = np.abs(frames[-1] - frames[0]).sum(-1)
    lips = clipset.landmarks(one)[0, 48:68].mean(0).astype(int)
    around = change[lips[1] - 40 : lips[1] + 60, lips[0] - 40 : lips[0] + 40].mean()
    assert around > 3 * change[:40].mean()


def test_each_planted_fault_is_refused_by_its_name(out: Path):
    facts = json.loads((out / "report.json").read_text())
    reasons = {one["id"]: one["reason"] for one in facts["refusals"]}
    assert reasons == {
        "eve-fog": "blurred",
        "eve-still": "no expression",
        "eve-lost": "face lost",
        "eve-two": "several faces",
        "eve-walking": "head shift",
        "eve-turning": "head turn",
        "eve-single": "too short",
        "eve-sudden": "no onset",
        "eve-surprised-backwards": "not neutral",
        "eve-damaged": "unreadable",
        "eve-cut": "unreadable",
        "lonely": "unknown name",
    }
    assert "data:image" in (out / "report.html").read_text()


def test_a_rise_and_fall_goes_back(tmp_path: Path):
    way = [*RISE, 0.75, 0.5, 0.25, 0.0, 0.0]
    frames, _ = clip("cora", "surprised", way, **SMALL)
    write_video(tmp_path / "cora/surprised.mp4", frames)
    settings = Settings(shape="rise-and-fall", frames=9, degrees="time")
    source = Videos(tmp_path, "folders", settings)
    take = source.make(source.items()[0], RNG)
    assert isinstance(take, Take)
    peak = take.degrees.index(1.0)
    assert 0 < peak < len(take.degrees) - 1 <= 8
    assert take.degrees[0] == 0
    assert take.degrees[-1] < 0.4
    assert list(take.degrees[peak:]) == sorted(take.degrees[peak:], reverse=True)


def test_a_phone_that_lay_on_its_side_and_skipped_frames_is_no_fault(
    tmp_path: Path, good: dict[str, np.ndarray]
):
    lying = np.rot90(good["cora/surprised"], 1, axes=(1, 2))
    times = [0, 40, 80, 120, 170, 200, 290, 300, 380, 500]
    (tmp_path / "cora").mkdir()
    path = encode_at(tmp_path / "cora/surprised.mp4", lying, times)
    turn_flag(path, 90)
    source = Videos(tmp_path, "folders", Settings(degrees="time"))
    take = source.make(source.items()[0], RNG)
    assert isinstance(take, Take)
    steps = np.diff(take.degrees)
    assert steps.max() > 2 * steps[steps > 0].min(), "degrees follow the clock"
    lips = take.landmarks[:, 48:68].mean(1)
    assert (lips[:, 1] > take.landmarks[:, 27, 1]).all(), "the face is upright"


def pictures(root: Path, frames: np.ndarray, count: int) -> Path:
    chosen = frames[np.linspace(3, 8, count).round().astype(int)]
    write_clip(chosen, root / "cora/surprised", fps=25, label=None)
    return root


def test_three_pictures_of_no_known_rate_are_a_recording(
    tmp_path: Path, good: dict[str, np.ndarray]
):
    (tmp_path / "cora").mkdir()
    source = Videos(pictures(tmp_path, good["cora/surprised"], 3), "folders")
    take = source.make(source.items()[0], RNG)
    assert isinstance(take, Take)
    assert len(take.degrees) == 3


@pytest.mark.parametrize(("fps", "figure", "reason"), [(5, None, None), (25, 0.08, "no onset")])
def test_pictures_of_a_known_rate_keep_to_the_limit_of_time(
    tmp_path: Path, good: dict[str, np.ndarray], fps: int, figure: float, reason: str
):
    (tmp_path / "root/cora").mkdir(parents=True)
    root = pictures(tmp_path / "root", good["cora/surprised"], 3)
    file = tmp_path / "list.csv"
    file.write_text(f"file,person,expression,fps\ncora/surprised,cora,surprised,{fps}\n")
    source = Videos(root, str(file))
    outcome = source.make(source.items()[0], RNG)
    assert isinstance(outcome, Take if reason is None else Refusal)
    if isinstance(outcome, Refusal):
        assert (outcome.reason, outcome.limit) == (reason, 0.1)
        assert outcome.figure == pytest.approx(figure)


def test_a_weak_expression_ends_at_the_degree_that_the_list_gives(root: Path, tmp_path: Path):
    file = tmp_path / "list.csv"
    file.write_text("file,person,expression,peak,end\nada/happy/1.mp4,ada,smile,0.5,0.34\n")
    source = Videos(root, str(file), Settings(frames=4))
    take = source.make(source.items()[0], RNG)
    assert isinstance(take, Take)
    assert (len(take.degrees), take.degrees[-1]) == (4, 0.5)


def test_a_line_of_the_list_that_changes_makes_its_clip_anew(root: Path, tmp_path: Path):
    def settings(peak: str) -> object:
        (tmp_path / "list.csv").write_text(
            f"file,person,expression,peak\nada/happy/1.mp4,ada,smile,{peak}\n"
        )
        return state_of(Videos(root, str(tmp_path / "list.csv")).items()[0])

    assert settings("1") == settings("1.0") != settings("0.5")


def test_a_folder_without_recordings_is_refused(tmp_path: Path):
    with pytest.raises(MienError, match="holds no recordings that folders names"):
        prepare(Videos(tmp_path, "folders"), tmp_path / "out", QUIET)


def test_dlib_is_an_option_that_says_what_it_costs(root: Path):
    pytest.importorskip("dlib", reason="the extra dlib is not installed: its model is restricted")
    source = Videos(root, "folders", Settings(landmarks="dlib"))
    take = source.make(source.items()[0], RNG)
    assert isinstance(take, Take)
    assert "non-commercial" in take.terms.attribution


def test_without_dlib_the_option_says_what_to_install(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dlib68, "carried", lambda *_: None)
    dlib68._predictor.cache_clear()
    with pytest.raises(MienError, match=r"mien\[dlib\]"):
        Videos(root, "folders", Settings(landmarks="dlib"))
