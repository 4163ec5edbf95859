"""The whole story from the command line: learn from clips, ship, measure, animate a photo."""

import json
from pathlib import Path

import numpy as np
from click.testing import CliRunner
from clipsets import EXPRESSIONS, write_clipset
from PIL import Image

from mien.bundle import read_card
from mien.cli import main
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

    mien("evaluate", bundle, "--clips", clips, "--out", run, "--no-perceptual", "--no-landmarks")
    report = json.loads((run / "report.json").read_text())
    assert {row["animator"] for row in report["rows"]} == {"still", "bundle"}

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
