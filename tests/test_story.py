"""The whole story from the command line: learn from clips, ship, measure, animate a photo."""

import json
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


def record_winks(folder: Path) -> None:
    """Four takes of each of two people."""
    for person in ("ada", "ben"):
        for take in range(1, 5):
            rise = [0.0] * 4 + np.linspace(0, 1, 5 + take).tolist() + [1.0]
            frames, _ = moving_clip(person, "wink", rise, height=360, width=480)
            write_video(folder / f"{person}/wink/{take}.mp4", frames)


def eye_of(picture: np.ndarray) -> tuple[slice, slice]:
    """Rows and columns of the subject's right eye."""
    (face,) = find_faces(picture)
    eye = landmarks(picture, face)[36:42].astype(int)
    (left, top), (right, bottom) = eye.min(0) - 3, eye.max(0) + 4
    return slice(top, bottom), slice(left, right)


@pytest.mark.slow
@pytest.mark.parametrize("recipe", ["mien-add", "mien-add-frozen"])
def test_eight_recordings_of_two_people_teach_the_shipped_network_to_wink(
    tmp_path: Path, recipe: str
) -> None:
    record_winks(tmp_path / "recordings")
    clips, run, bundle = (tmp_path / name for name in ("clips", "run", "bundle"))
    mien("prepare", "videos", tmp_path / "recordings", clips, "--licence", "CC0-1.0", "--quiet")

    start = ("--from", default_bundle(), "-e", "wink", "--threads", 1)
    mien("train", recipe, "--clips", clips, "--run", run, *start, "--minutes", 0.02)
    mien("export", run, bundle)
    card, first = read_card(bundle), read_card(default_bundle())
    assert card.expressions == (*first.expressions, "wink")
    frozen = recipe.endswith("frozen")
    changed = {name for name in card.files if card.files[name] != first.files.get(name)}
    assert changed == ({"wink.onnx"} if frozen else set(card.files))
    assert card.training["start"]["sha256"] == first.digest
    assert card.training["clips"]["terms"][0]["licence"] == "CC0-1.0"
    assert card.metrics == {}

    def drawn(name: str, folder: Path, *schedule: object) -> np.ndarray:
        path = tmp_path / f"{name}.npz"
        mien("animate", examples.path("cora"), "--bundle", folder, *schedule, "-o", path)
        return read_frames(path).astype(int)

    neutral, wink = drawn("wink", bundle, "-e", "wink", "--degrees", "0,1")
    eye = eye_of(neutral.astype(np.uint8))
    assert np.abs(wink - neutral)[eye].mean() > 1

    for name in first.expressions:
        old, new = (
            drawn(f"{name}-{at}", folder, "-e", name, "--degrees", "0.5,1")
            for at, folder in enumerate((default_bundle(), bundle))
        )
        drift, motion = np.abs(new - old).mean(), np.abs(old - neutral).mean()
        assert drift <= (0 if frozen else 0.25 * motion), name

    frames = [{"time": 0, "degrees": {"happy": 1}}, {"time": 1, "degrees": {"happy": 1, "wink": 1}}]
    blend = tmp_path / "blend.json"
    blend.write_text(json.dumps({"format": 1, "fps": 1, "keyframes": frames}))
    happy, both = drawn("both", bundle, "--degrees", blend)
    assert np.abs(both - happy)[eye].mean() > 1
    assert np.abs(both - wink).mean() > 0.5
