"""The whole story from the command line: learn from clips, ship, measure, animate a photo."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from clipsets import EXPRESSIONS, write_clipset
from moving import clip as moving_clip
from moving import write_video
from PIL import Image

from mien import examples
from mien.bundle import default_bundle, read_card
from mien.cli import main
from mien.faces import find_faces, landmarks
from mien.media import read_frames, read_label, read_manifest
from mien.media.label import COMPOSITE
from mien.methods.residual.recipes.settings import settings
from mien.metrics.shape import eye_openings
from mien.recipes import RECIPES


def mien(*arguments: object) -> str:
    """Run a command that has to succeed, and return what it prints."""
    result = CliRunner().invoke(main, [f"{argument}" for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_what_is_learnt_from_clips_moves_a_photo(tmp_path: Path) -> None:
    clips = write_clipset(tmp_path / "clips").folder
    run, bundle, clip = (tmp_path / name for name in ("run", "bundle", "ada.npz"))
    photo = tmp_path / "ada.png"
    picture = np.random.default_rng(0).integers(0, 256, (80, 70, 3), np.uint8)
    Image.fromarray(picture).save(photo)

    teach = ("train", "tiny", "--clips", clips, "--run", run, "--threads", 1)
    mien(*teach, "--device", "cpu", "--precision", "float32")
    journal = [json.loads(line) for line in (run / "journal.jsonl").read_text().splitlines()]
    assert [line["step"] for line in journal if line["kind"] == "validation"] == [2, 4]

    assert mien("export", run, bundle) == f"{bundle}: happy, angry\n"
    card = read_card(bundle)
    assert (card.expressions, card.output, card.frame.size) == (EXPRESSIONS, "rgb", 32)
    assert card.training["recipe"] == "tiny"

    without = [f"--no-{what}" for what in ("perceptual", "landmarks", "identity", "recognition")]
    mien("evaluate", bundle, "--clips", clips, "--out", run, *without)
    report = json.loads((run / "report.json").read_text())
    assert {row["animator"] for row in report["rows"]} == {"still", "bundle", "truth"}

    animate = ("animate", photo, "--bundle", bundle, "--whole", "-e", "happy", "-o", clip)
    assert mien(*animate, "--degrees", "0,0.5,1") == f"{clip}: 3 frames\n"
    frames = read_frames(clip)
    assert frames.shape == (3, *picture.shape)
    assert not (frames[0] == frames[2]).all()
    label = read_label(clip)
    assert label is not None
    assert label.source == COMPOSITE
    manifest = read_manifest(Path(f"{clip}.json"))
    assert manifest.bundle_sha256 == card.digest
    assert mien(*animate, "--degrees", "0,0.5,1") == f"{clip}: unchanged\n"


@pytest.fixture(scope="module")
def winks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clips of four takes of each of two people; ada teaches, ben is held out."""
    folder = tmp_path_factory.mktemp("winks")
    for person in ("ada", "ben"):
        for take in range(1, 5):
            rise = [0.0] * 4 + np.linspace(0, 1, 5 + take).tolist() + [1.0]
            frames, _ = moving_clip(person, "wink", rise, height=360, width=480)
            write_video(folder / f"recordings/{person}/wink/{take}.mp4", frames)
    terms = ("--licence", "CC0-1.0", "--val", "ben", "--quiet")
    mien("prepare", "videos", folder / "recordings", folder / "clips", *terms)
    return folder / "clips"


def shortened(monkeypatch: pytest.MonkeyPatch, name: str, steps: int) -> None:
    """Cut a recipe to a few small steps."""
    whole = RECIPES[name]()
    stage = replace(whole.stages[0], steps=steps, clips=2, warmup=3)
    method = replace(settings(whole), average=0.8)
    short = replace(
        whole, method=method, stages=(stage,), decay=False,
        sample_every=steps, checkpoint_every=steps, validate_every=steps,
    )  # fmt: skip
    monkeypatch.setitem(RECIPES, name, lambda: short)


def openings(picture: np.ndarray) -> np.ndarray:
    """How far the subject's right and left eye are open, of their width."""
    (face,) = find_faces(picture.astype(np.uint8))
    return np.array(eye_openings(landmarks(picture.astype(np.uint8), face)))


def taught(recipe: str, clips: Path, folder: Path) -> Path:
    """The bundle of a run that starts from the shipped one and learns to wink."""
    run, bundle = folder / "run", folder / "bundle"
    start = ("--from", default_bundle(), "-e", "wink", "--threads", 1, "--precision", "float32")
    mien("train", recipe, "--clips", clips, "--run", run, *start)
    mien("export", run, bundle)
    card, first = read_card(bundle), read_card(default_bundle())
    assert card.expressions == (*first.expressions, "wink")
    assert card.training["start"]["sha256"] == first.digest
    assert card.training["clips"]["terms"][0]["licence"] == "CC0-1.0"
    assert card.metrics == {}
    return bundle


def drawn(bundle: Path, clip: Path, *schedule: object) -> np.ndarray:
    """Frames of ada."""
    mien("animate", examples.path("ada"), "--bundle", bundle, *schedule, "-o", clip)
    return read_frames(clip).astype(int)


@pytest.mark.slow
def test_eight_recordings_of_two_people_teach_the_shipped_network_to_wink(
    tmp_path: Path, winks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shortened(monkeypatch, "mien-add", steps=100)
    bundle = taught("mien-add", winks, tmp_path)
    neutral, wink = drawn(bundle, tmp_path / "wink.npz", "-e", "wink", "--degrees", "0,1")
    right, left = openings(wink) / openings(neutral)
    assert right < 0.85
    assert left > right + 0.08

    for name in read_card(default_bundle()).expressions:
        old, new = (
            drawn(folder, tmp_path / f"{name}-{at}.npz", "-e", name, "--degrees", "0.5,1")
            for at, folder in enumerate((default_bundle(), bundle))
        )
        assert np.abs(new - old).mean() < 0.75 * np.abs(old - neutral).mean(), name

    frames = [{"time": 0, "degrees": {"happy": 1}}, {"time": 1, "degrees": {"happy": 1, "wink": 1}}]
    blend = tmp_path / "blend.json"
    blend.write_text(json.dumps({"format": 1, "fps": 1, "keyframes": frames}))
    happy, both = drawn(bundle, tmp_path / "both.npz", "--degrees", blend)
    assert np.abs(both - happy).mean() > 0.5
    assert np.abs(both - wink).mean() > 0.5


@pytest.mark.slow
def test_what_a_frozen_network_learns_leaves_all_else_as_it_was(
    tmp_path: Path, winks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shortened(monkeypatch, "mien-add-frozen", steps=3)
    bundle = taught("mien-add-frozen", winks, tmp_path)
    card, first = read_card(bundle), read_card(default_bundle())
    assert [name for name in card.files if card.files[name] != first.files.get(name)] == [
        "wink.onnx"
    ]
    neutral, wink = drawn(bundle, tmp_path / "wink.npz", "-e", "wink", "--degrees", "0,1")
    assert np.abs(wink - neutral).mean() > 0.1
    for name in first.expressions:
        old, new = (
            drawn(folder, tmp_path / f"{name}-{at}.npz", "-e", name, "--degrees", "1")
            for at, folder in enumerate((default_bundle(), bundle))
        )
        np.testing.assert_array_equal(old, new)
